import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announced, FINDINGS, fakeModel, peakOf, SQUARE } from './fakeModel.fixture';
import { METHODS, SALIENCY_METHODS } from './saliencyMethod';
import { defaultRequest, type SaliencyRequest, saliencyRequest } from './saliencyParameters';

// One set of cases for every method, with its default parameters and with others.

const VARIANTS: SaliencyRequest[] = [
  ...SALIENCY_METHODS.map(defaultRequest),
  saliencyRequest.parse({ method: 'occlusion', parameters: { grid: 14, patch: 2, fill: 'blurred' } }),
  saliencyRequest.parse({ method: 'rise', parameters: { masks: 200, grid: 5, seed: 7, fill: 'blurred' } }),
  saliencyRequest.parse({ method: 'score-cam', parameters: { weighting: 'difference', channels: 2 } }),
  saliencyRequest.parse({ method: 'shapley', parameters: { fill: 'blurred' } }),
];

/** The square, as shares of the sides. */
const CENTRE = { y: (SQUARE.top + 0.5) / 7, x: (SQUARE.left + 0.5) / 7 };

for (const request of VARIANTS) {
  const { method } = request;
  const name = `${method} ${JSON.stringify(request.parameters)}`;
  const facts = METHODS[method];

  test(`${name}: maps are whole, finite, one a finding, and cost what was announced`, async () => {
    const model = fakeModel();
    let last: [number, number] = [0, 0];
    const maps = await model.run(request, 8, (...report) => {
      last = report;
      return true;
    });
    assert.ok(maps);
    const count = facts.isClassSpecific ? FINDINGS : 1;
    assert.equal(maps.values.length, count * maps.height * maps.width);
    assert.equal(maps.about.length, count);
    assert.ok(maps.values.every(Number.isFinite));
    assert.ok(maps.about.every(({ undefinedReason }) => undefinedReason === null));
    assert.equal(model.count(), announced(request));
    assert.deepEqual(last, [announced(request), announced(request)]);
  });

  test(`${name}: the same again, whatever the batch`, async () => {
    const one = await fakeModel().run(request, 1);
    const many = await fakeModel().run(request, 37);
    assert.deepEqual(one, many);
  });

  test(`${name}: a model that answers the same to everything has no map, with the reason`, async () => {
    const maps = await fakeModel({ constant: true }).run(request, 8);
    assert.ok(maps);
    for (const { undefinedReason } of maps.about) {
      assert.ok(undefinedReason === 'no_change' || undefinedReason === 'flat', `${undefinedReason}`);
    }
  });

  test(`${name}: finds the bright square that raises the answer`, async () => {
    const maps = await fakeModel().run(request, 8);
    assert.ok(maps);
    const peak = peakOf(maps, 0);
    // A quarter of the image is all that a group of Shapley tells.
    const reach = method === 'shapley' ? 0.5 : 1 / 7;
    assert.ok(Math.abs(peak.y - CENTRE.y) < reach && Math.abs(peak.x - CENTRE.x) < reach, JSON.stringify(peak));
  });

  test(`${name}: told to stop, it stops within one batch`, async () => {
    const model = fakeModel();
    const batch = 8;
    const maps = await model.run(request, batch, (done) => done < batch);
    if (announced(request) < batch) return;
    assert.equal(maps, null);
    assert.ok(model.count() <= 2 * batch, `${model.count()}`);
  });

  if (facts.isAdditive && method !== 'cam') {
    test(`${name}: mean of the map and bias are the logit`, async () => {
      const maps = await fakeModel().run(request, 8);
      assert.ok(maps);
      const cells = maps.height * maps.width;
      for (const [finding, { shapley }] of maps.about.entries()) {
        assert.ok(shapley);
        const own = maps.values.subarray(finding * cells, (finding + 1) * cells);
        const mean = own.reduce((sum, value) => sum + value, 0) / cells;
        assert.ok(Math.abs(mean + shapley.blank - shapley.full) < 1e-5);
      }
    });
  }
}

test('what lowers the answer is negative, in methods that have a sign', async () => {
  for (const request of VARIANTS) {
    const { method } = request;
    if (!METHODS[method].isClassSpecific || method === 'score-cam') continue;
    const maps = await fakeModel().run(request, 8);
    assert.ok(maps);
    const cells = maps.height * maps.width;
    const [up, down] = [maps.values.subarray(0, cells), maps.values.subarray(cells)];
    const at = up.indexOf(Math.max(...up));
    if (method === 'log-ratio') assert.ok((down[at] ?? 0) < (up[at] ?? 0));
    else assert.ok((down[at] ?? 0) < 0, method);
  }
});
