import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { covers, decideFlag } from './decideFlag';
import type { FlagFacts } from './flagFacts';
import { FLAG_KINDS, type FlagCondition, flagCondition, SHIPPED_RULES } from './flagRule';

const facts: FlagFacts = {
  ...{ instanceId: 'i', versionId: 'v', findingId: 1, model: 'm@1', finding: 'Edema' },
  ...{ probability: 0.8, threshold: 0.5, outsideShare: 0.3, areaOutside: 0.4, contributionInside: 1 },
  ...{ maskIssues: [], negativeOnLesion: false, editEffect: null, percentile: null, others: [] },
  chance: Float64Array.from({ length: 100 }, (_, i) => (i + 1) / 200),
};

const condition = (kind: string, parameters: object): FlagCondition => flagCondition.parse({ kind, parameters });
const figures = (kind: string, parameters: object, changed: Partial<FlagFacts>) =>
  decideFlag(condition(kind, parameters), { ...facts, ...changed });

test('an outside share is held against the percentile of chance, the own chance level, and the least', () => {
  const rule = (changed: Partial<FlagFacts>, parameters: object = { least: 0 }) =>
    figures('outside-above-null', parameters, changed);
  // 95 of the 100 chance levels do not exceed .475.
  assert.equal(rule({ outsideShare: 0.48 })?.limit, 0.475);
  assert.equal(rule({ outsideShare: 0.475 }), null);
  assert.equal(rule({ outsideShare: 0.7, areaOutside: 0.65 })?.limit, 0.65);
  assert.equal(rule({ outsideShare: 0.48 }, {}), null);
  // Few images tell no percentile: then only the image's own level counts.
  assert.equal(rule({ outsideShare: 0.42, chance: facts.chance.slice(0, 49) })?.limit, 0.4);
  assert.equal(rule({ outsideShare: 0.9, probability: 0.4 }), null);
  assert.equal(rule({ outsideShare: 0.9, probability: 0.4 }, { onlyPositive: false })?.figure, 0.9);
  assert.equal(rule({ outsideShare: 0.9, threshold: null }), null);
});

test('a high score with little inside, an edit that moves it, bad masks and a lesion against it are flagged', () => {
  assert.equal(figures('high-score-little-inside', { most: 0.5 }, { contributionInside: 0.5 })?.figure, 0.5);
  assert.equal(figures('high-score-little-inside', { most: 0.5 }, { contributionInside: 0.6 }), null);
  assert.equal(figures('high-score-little-inside', {}, { contributionInside: -1, probability: 0.2 }), null);
  assert.equal(figures('edit-effect', { least: 1 }, { editEffect: -1.5 })?.figure, -1.5);
  assert.equal(figures('edit-effect', { least: 1 }, { editEffect: 0.9 }), null);
  assert.deepEqual(figures('mask-quality', {}, { maskIssues: ['lung_small'] })?.what, ['lung_small']);
  assert.equal(figures('mask-quality', { issues: ['other'] }, { maskIssues: ['lung_small'] }), null);
  assert.notEqual(figures('negative-on-lesion', {}, { negativeOnLesion: true }), null);
});

test('versions disagree across their own thresholds, or by percentile', () => {
  const other = { version: 'm@2', probability: 0.6, threshold: 0.7, percentile: 40 };
  assert.deepEqual(figures('version-disagreement', {}, { others: [other] })?.what, ['m@2']);
  assert.equal(figures('version-disagreement', {}, { others: [{ ...other, threshold: 0.6 }] }), null);
  const points = { opposite: false, points: 25 };
  assert.equal(figures('version-disagreement', points, { others: [other], percentile: 90 })?.figure, 50);
  assert.equal(figures('version-disagreement', points, { others: [other] }), null);
  assert.throws(() => condition('version-disagreement', { opposite: false }));
});

test('a rule covers its version and finding alone, and those without each', () => {
  assert.ok(covers({ versionId: null, finding: null }, facts));
  assert.ok(covers({ versionId: 'v', finding: 'Edema' }, facts));
  assert.ok(!covers({ versionId: 'w', finding: null }, facts));
  assert.ok(!covers({ versionId: null, finding: 'Mass' }, facts));
});

test('shipped rules are valid, one of each kind, and every excess lies between 0 and 1', () => {
  assert.deepEqual(
    SHIPPED_RULES.map((rule) => flagCondition.parse(rule.condition).kind),
    FLAG_KINDS,
  );
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const logits = fc.double({ min: -30, max: 30, noNaN: true });
  fc.assert(
    fc.property(share, share, share, share, logits, logits, (probability, threshold, outside, area, inside, effect) => {
      for (const { condition: shipped } of SHIPPED_RULES) {
        const others = [{ version: 'm@2', probability: area, threshold: outside, percentile: null }];
        const found = decideFlag(shipped, {
          ...{ ...facts, probability, threshold, outsideShare: outside, areaOutside: area, others },
          ...{ contributionInside: inside, editEffect: effect, negativeOnLesion: true, maskIssues: ['a'] },
        });
        assert.ok(found === null || (found.excess >= 0 && found.excess <= 1), JSON.stringify(found));
      }
    }),
  );
});
