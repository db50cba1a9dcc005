import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePrevalences, prevalencePresets, prevalencesText } from './prevalencePresets';
import { PAPER_MATRIX } from './strata.fixture';
import { type StrataView, strataHref, strataQuestion, stratumCasesHref, viewFilter } from './strataQuery';
import { imagesOf, stratumName } from './variables';

const view: StrataView = {
  ...{ model: 'chexnet@1', finding: 'Edema', by: 'viewPosition', site: 'NIH', from: undefined, to: undefined },
  order: { by: 'n', down: true },
};

test('an address and the view are the same thing', () => {
  const href = strataHref(view);
  assert.equal(href, '/strata?model=chexnet%401&finding=Edema&by=viewPosition&site=NIH&sort=-n');
  assert.deepEqual(strataQuestion(Object.fromEntries(new URL(href, 'http://a').searchParams)), view);
  assert.doesNotMatch(strataHref(view, { site: undefined, order: null }), /site|sort/);
});

test('what is not valid in an address is left out', () => {
  const { by, order, model, from } = strataQuestion({ by: 'shoeSize', sort: '-smell', model: 'x', from: 'yesterday' });
  assert.deepEqual([by, order, model, from], [undefined, null, undefined, undefined]);
});

test('a stratum leads to its own cases, of the same site', () => {
  assert.deepEqual(viewFilter(view), { model: 'chexnet@1', finding: 'Edema', site: 'NIH' });
  assert.equal(
    stratumCasesHref(view, 'AP'),
    '/cases?model=chexnet%401&finding=Edema&site=NIH&viewPosition=AP&sort=probability',
  );
});

test('strata are named for readers, radiologists by the beginning of their hash', () => {
  assert.deepEqual(
    [stratumName('portable', 'true'), stratumName('patientSex', 'F'), stratumName('site', 'unknown')],
    ['Portable', 'Women', 'Not known'],
  );
  assert.equal(stratumName('reportedBy', '0123456789abcdef'), '01234567');
  assert.equal(imagesOf('ageBand', '60–69'), 'images of patients aged 60–69');
});

test('a mix goes into the address and comes back; presets fit the strata', () => {
  const presets = prevalencePresets(PAPER_MATRIX.strata);
  assert.deepEqual(presets.find(({ name }) => name.startsWith('The paper'))?.prevalences, [0.012, 0.342]);
  assert.deepEqual(parsePrevalences(prevalencesText([0.012, 0.342]), 2), [0.012, 0.342]);
  assert.deepEqual(
    [parsePrevalences('1,2,3', 2), parsePrevalences('1,x', 2), parsePrevalences('1,200', 2)],
    [null, null, null],
  );
});
