import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_THRESHOLDS } from '@/server/evidence/verdict';
import { evidence, line, SITE_LINE, swap } from './evidence.fixture';
import { evidenceCsv } from './evidenceCsv';
import { lineAxis } from './lineAxis';
import { endsText, lineWords, standing } from './lineWords';

test('a line names its strata and its unit’s numbers', () => {
  assert.deepEqual(lineWords(SITE_LINE, 'Pleural_Thickening'), {
    name: 'Score tells A from B',
    under: 'site, without Pleural Thickening',
  });
  assert.equal(endsText(SITE_LINE), '.97 to .99');
  assert.equal(endsText(swap(0.16)), '+0.06 to +0.26');
});

test('edits confirm, are silent, or neither, by the limits in force', () => {
  const stands = (effect: number, n?: number) => standing(swap(effect, n), DEFAULT_THRESHOLDS);
  assert.deepEqual(
    [stands(1.1), stands(0.1), stands(0.3), stands(-0.4), stands(1, 20)],
    ['confirms', 'silent', 'below the limit', 'opposite way', 'too few edits'],
  );
});

test('a line against the prevalence says so', () => {
  const against = line('negatives:site', { ...SITE_LINE, direction: 'against' });
  assert.equal(standing(against, DEFAULT_THRESHOLDS), 'past the strong limit, against the prevalence');
});

test('an axis holds every interval and the limits of its own unit', () => {
  const axis = lineAxis('sd', [swap(1.6)], DEFAULT_THRESHOLDS);
  assert.deepEqual([axis.from, axis.to, axis.none, axis.limits], [-0.5, 1.7000000000000002, 0, [0.5]]);
  assert.deepEqual(lineAxis('auc', [SITE_LINE], DEFAULT_THRESHOLDS).limits, [0.25, 0.75]);
});

test('the CSV has a row for each line, unrounded, with the verdict', () => {
  const [header = '', row = ''] = evidenceCsv(evidence('follows', [SITE_LINE])).split('\r\n');
  assert.match(header, /^model,finding,verdict,line,role,test,by/);
  assert.match(
    row,
    /^nih14@1,Edema,follows,negatives:site,decides,negatives,site,A,B,auc,0\.98,0\.97,0\.99,0\.5,900,cases,/,
  );
});
