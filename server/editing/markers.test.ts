import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { MarkersAnswer } from '@/server/analysis/evidenceAnswers';
import { openSnapshot } from '@/server/analysis/snapshot';
import { adoptDb } from '@/server/db/client';
import { renderPng } from '@/server/image/render';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { registerPhantomModels, SHORTCUT } from '@/server/testing/phantomCases';
import { openProduct } from '@/server/testing/product';
import { answerMarkers } from './markers';

const IMAGES = 40;

const product = await openProduct();
adoptDb(product.db);

/** Phantoms of A and B in turn; A is portable, B is not. */
before(async () => {
  await registerPhantomModels(product);
  for (let n = 0; n < IMAGES; n++) {
    const site = n % 2 === 0 ? 'A' : 'B';
    const portable = site === 'A';
    const truths = { Pneumonia: 0, Cardiomegaly: 0 } as const;
    const study = drawStudy(6_000_000 + n, { site, mode: 'LOCAL', truths, portable });
    const { pixels, height, width } = renderPhantom(study, 320);
    const image = await renderPng({ height, width, pixels: Float32Array.from(pixels) });
    await product.send({ image, metadata: { site, portable, patientId: `p${n}` } });
  }
});
after(() => product.close());

async function ask(report: (done: number, total: number) => void = () => undefined): Promise<MarkersAnswer> {
  const snapshot = await openSnapshot(product.url);
  const question = { kind: 'markers' as const, parameters: { model: SHORTCUT } };
  return answerMarkers(product, snapshot, question, { report }).finally(() => snapshot.close());
}

test('the big letter is A’s, the small one B’s, and PORTABLE comes with portable', async () => {
  const reports: [number, number][] = [];
  const { images, markers, clusters } = await ask((...told) => void reports.push(told));
  assert.equal(images, IMAGES);
  assert.ok(markers >= 50, `${markers} markers`);
  assert.deepEqual(reports.at(-1), [IMAGES, IMAGES]);
  const sites = clusters.map(({ mostly }) => mostly.find(({ by }) => by === 'site'));
  for (const site of ['A', 'B']) {
    const own = clusters.find((_, i) => sites[i]?.stratum === site && sites[i].share > 0.95);
    assert.ok(own && own.n >= 12, `${site}: ${JSON.stringify(clusters)}`);
  }
  const text = clusters.find(({ examples: [first] }) => (first?.width ?? 0) > 0.2);
  assert.ok(text?.mostly.some(({ by, stratum, q }) => by === 'portable' && stratum === 'true' && q < 0.01));
  for (const { n, examples } of clusters) {
    assert.ok(n >= 5 && examples.length >= 5 && examples.length <= 6);
    for (const { x, y, width, height } of examples) assert.ok(x >= 0 && y >= 0 && x + width <= 1 && y + height <= 1);
  }
});

test('the same images give the same answer, and one whose file is gone is left out', async () => {
  const before = await ask();
  assert.deepEqual(await ask(), before);
  const { fileSha256 } = await product.db.instance.findFirstOrThrow();
  const bytes = await product.store.get(fileSha256 ?? '');
  await product.store.remove(fileSha256 ?? '');
  assert.equal((await ask()).images, IMAGES - 1);
  await product.store.put(bytes);
});

test('it stops where the run was stopped', async () => {
  const stopped = new Error('stopped');
  await assert.rejects(
    ask((done) => {
      if (done === 3) throw stopped;
    }),
    stopped,
  );
});
