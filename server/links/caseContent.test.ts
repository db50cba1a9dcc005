import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CaseRead, caseContent } from './caseContent';
import { linkContent } from './linkContent';
import { linkPolicy } from './linkPolicy';

const PREDICTION = {
  ...{ model: 'chest@1', finding: 'Edema', probability: 0.8765, logit: 1.9597, percentile: 0.5 },
  ...{ outsideShare: 0.5, areaOutside: 0.5, mapUnit: null },
  ledger: { bias: 0.5, zones: { marker: { contribution: 1.4597, area: 0.01 } } },
};
const EDIT = {
  ...{ model: 'chest@1', kind: 'marker-erase' },
  findings: [{ finding: 'Edema', delta: -1, before: { probability: 0.8765 }, after: { probability: 0.7231 } }],
};
const READ = {
  detail: { instanceId: 'a', site: 'S', acquiredAt: null },
  ...{ prediction: PREDICTION, map: null, edits: [EDIT], reviews: [], picture: null },
} as unknown as CaseRead;

const shownWith = (score: boolean) => {
  const policy = linkPolicy.parse({ score });
  return caseContent(READ, { salt: new Uint8Array(32), policy, sites: new Map(), earliest: null });
};

test('a link that shows no score tells it neither by edits nor by the sum of the ledger', () => {
  const shown = shownWith(false);
  assert.deepEqual(shown.edits, [{ kind: 'marker-erase', delta: -1, before: null, after: null }]);
  assert.equal(shown.ledger?.bias, null);
  assert.ok(!/0\.8765|0\.7231|1\.9597/.test(JSON.stringify(shown)));
  linkContent.shape.cases.parse([shown]);
});

test('a link that shows scores tells those of edits and the bias', () => {
  const shown = shownWith(true);
  assert.deepEqual([shown.edits?.[0]?.before, shown.edits?.[0]?.after, shown.ledger?.bias], [0.8765, 0.7231, 0.5]);
});
