import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidence, line, SITE_LINE, swap } from './evidence.fixture';
import { verdictWords } from './verdictWords';

const words = (read: ReturnType<typeof evidence>, canEdit = true) => {
  const { headline, grounds, next } = verdictWords({ ...read, canEdit });
  return { headline, text: grounds.join(' '), next };
};

test('a verdict that an edit confirmed says what was changed and by how much', () => {
  const decided = { by: 'site', decidedBy: 'negatives:site', confirmedBy: 'swap:site' };
  const { headline, text } = words(evidence('relies', [SITE_LINE, swap(1.13)], decided));
  assert.equal(headline, 'Edema scores follow the site, and changing the marker changes the score');
  assert.match(text, /images from A score higher than images from B in 98 of 100 pairs/);
  assert.match(text, /moved the score by 1\.13 standard deviations, past the 0\.5 set in advance \(300 pairs\)/);
});

test('scores without a model file say that no edit can test them', () => {
  const read = evidence('follows', [line('negatives:viewPosition')], { decidedBy: 'negatives:viewPosition' });
  const { headline, text, next } = words(read, false);
  assert.equal(headline, 'Edema scores follow the view');
  assert.match(text, /82 of 100 pairs \(95 % interval 81 to 82; 21,896 cases\)/);
  assert.match(text, /No edit can test it/);
  assert.match(next, /within one view/);
});

test('silent edits are called not localisable, and the two explanations are left open', () => {
  const decided = { by: 'site', decidedBy: 'negatives:site', notLocalisable: true };
  const { headline, text, next } = words(evidence('follows', [SITE_LINE, swap(0.05)], decided));
  assert.match(headline, /marker and frame do not explain it/);
  assert.match(text, /Not localisable: .* in 300 pairs left the score where it was \(within 0\.15 standard/);
  assert.match(next, /cannot tell the two apart/);
});

test('the stratum that scores higher stands first, whichever the line is of', () => {
  const low = line('negatives:site', { ...SITE_LINE, effect: 0.1, low: 0.05, high: 0.2 });
  const { text } = words(evidence('shift', [low], { decidedBy: 'negatives:site' }));
  assert.match(text, /images from B score higher than images from A in 90 of 100 pairs/);
  assert.match(text, /interval 80 to 95/);
});

test('few edits are counted and never said to be silent', () => {
  const read = evidence('follows', [SITE_LINE, swap(0.1, 12)], { decidedBy: 'negatives:site' });
  assert.match(words(read).text, /12 edited pairs so far; 50 are needed/);
});

test('too few cases say how many are needed and how many there are', () => {
  const few = line('negatives:site', { ...SITE_LINE, n: 62, grade: 'few' });
  const { text } = words(evidence('few', [few]));
  assert.match(text, /needs 100 cases without the finding in each of two strata/);
  assert.match(text, /So far there are 62 of A and B together/);
});

test('below the limits is never called safe', () => {
  const quiet = line('negatives:site', { ...SITE_LINE, effect: 0.52, low: 0.49, high: 0.55, grade: 'none' });
  const { text } = words(evidence('below', [quiet]));
  assert.match(text, /no proof/);
});
