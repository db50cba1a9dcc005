import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EditKind } from '@/server/edit/edit';
import type { EditView } from '@/server/queries/edits';
import { askedEdit, mostMoved, nextEdit, shownEdit } from './chosenEdit';

const score = (finding: string, delta: number) => ({
  finding,
  before: { probability: 0.5, logit: 0 },
  after: { probability: 0.5, logit: delta },
  delta,
});

const edit = (kind: EditKind, edema: number, mass: number): EditView => ({
  ...{ id: kind, instanceId: 'case', model: 'm@1', kind, outcome: 'edited', donorId: null, donorSite: null },
  ...{ sample: 'demand', maskSource: 'none', inDistribution: true, distance: 1, distanceLimit: 2, area: 0.01 },
  ...{ box: null, height: 8, width: 8, createdAt: '', definitionVersion: 'edits-1' },
  findings: [score('Edema', edema), score('Mass', mass)],
  links: { image: '/after', saliency: null, saliencyBefore: null },
});

const edits = [edit('marker-erase', -0.4, 1.2), edit('marker-sham', 0.1, 0)];

test('an edit comes with the score of the chosen finding and what its control did', () => {
  const asked = askedEdit(edits, 'marker-erase');
  const shown = shownEdit(edits, asked, { model: 'm@1', finding: 'Edema' });
  assert.equal(shown?.score.delta, -0.4);
  assert.equal(shown?.control, 0.1);
  assert.equal(shownEdit(edits, askedEdit(edits, 'marker-sham'), { model: 'm@1', finding: 'Edema' })?.control, null);
});

test('a link to an edit alone opens the finding that moved most', () => {
  assert.equal(mostMoved(askedEdit(edits, 'marker-erase')), 'Mass');
  assert.equal(mostMoved(askedEdit(edits, 'gone')), undefined);
});

test('an edit of another version is not shown, nor one that is gone', () => {
  assert.equal(shownEdit(edits, askedEdit(edits, 'marker-erase'), { model: 'm@2', finding: 'Edema' }), null);
  assert.equal(shownEdit(edits, askedEdit(edits, 'gone'), { model: 'm@1', finding: 'Edema' }), null);
  assert.equal(shownEdit(edits, askedEdit(edits, undefined), null), null);
});

test('edits are gone through one by one, with the original between the last and the first', () => {
  const ids = ['a', 'b'];
  assert.deepEqual([nextEdit(ids, null, 1), nextEdit(ids, 'a', 1), nextEdit(ids, 'b', 1)], ['a', 'b', null]);
  assert.deepEqual([nextEdit(ids, null, -1), nextEdit(ids, 'a', -1)], ['b', null]);
  assert.equal(nextEdit([], null, 1), null);
});
