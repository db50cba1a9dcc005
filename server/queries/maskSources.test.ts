import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { adoptDb } from '@/server/db/client';
import { renderPng } from '@/server/image/render';
import { syntheticManifest } from '@/server/inference/testing/manifests';
import { LINEAR_HEADS } from '@/server/onnx/testing/headVariants';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { openProduct } from '@/server/testing/product';
import { getCase } from './caseDetail';
import { getStatistics } from './statistics';

const product = await openProduct();
adoptDb(product.db);
after(() => product.close());

const BOXES = {
  'lung-left': [{ x: 0.58, y: 0.2, width: 0.25, height: 0.5 }],
  'lung-right': [{ x: 0.17, y: 0.2, width: 0.25, height: 0.5 }],
};

async function register(version: string, segmenter?: string): Promise<void> {
  const manifest = syntheticManifest();
  const findings = manifest.findings.map((finding) => ({ ...finding, anatomy: ['lungs' as const] }));
  const named = {
    ...manifest,
    version,
    findings,
    state: 'live' as const,
    ...(segmenter !== undefined && { segmenter }),
  };
  await product.register({ onnx: Buffer.from(LINEAR_HEADS[0]?.bytes ?? []), manifest: named });
}

async function picture(seed: number): Promise<Buffer> {
  const truths = { Pneumonia: 0, Cardiomegaly: 0 } as const;
  const { height, width, pixels } = renderPhantom(drawStudy(seed, { site: 'B', mode: 'LOCAL', truths }), 224);
  return renderPng({ height, width, pixels: Float32Array.from(pixels) });
}

/** The first finding has positive evidence in all of these pictures. */
const isFirst = ({ finding }: { finding: string }): boolean => finding === 'finding 0';

test('the anatomy comes from what was delivered, the shipped segmenter, the average, or nowhere', async () => {
  await register('shipped');
  await register('average', 'prior');
  await register('nothing', 'none');
  const bare = await product.send({ image: await picture(1), metadata: {}, masks: [] });
  const boxed = await product.send({ image: await picture(2), metadata: { boxes: BOXES }, masks: [] });
  const told = async (id: string) =>
    Object.fromEntries(
      ((await getCase(id))?.predictions ?? [])
        .filter(isFirst)
        .map((one) => [
          one.model.split('@')[1] ?? '',
          [one.maskSource, one.maskFlag, one.undefinedReason, one.maskIssues.join()],
        ]),
    );
  assert.deepEqual(await told(bare), {
    shipped: ['anatomy-segmenter@1', 'phantom-trained', null, ''],
    average: ['prior', 'prior', 'mask_prior', ''],
    nothing: ['none', null, 'mask_missing', ''],
  });
  const coarse = ['boxes', 'coarse', null, ''];
  assert.deepEqual(await told(boxed), { shipped: coarse, average: coarse, nothing: coarse });
});

test('shares by the average anatomy are on the case and in no statistic, where they are counted', async () => {
  const image = await picture(3);
  const id = await product.send({ image, metadata: {}, masks: [] });
  const prediction = (await getCase(id))?.predictions.find(({ model }) => model.endsWith('@average'));
  assert.equal(prediction?.outsideShare, null);
  assert.ok(prediction?.prior && prediction.prior.areaOutside !== null && prediction.prior.areaOutside < 1);
  assert.notEqual(prediction.ledger?.zones.heart ?? null, null);
  const { total } = await getStatistics({ model: prediction.model, finding: prediction.finding }, null);
  const { n, undefinedReasons } = total.outsideShare;
  assert.deepEqual([n, undefinedReasons], [1, { mask_prior: 2 }]);
});

test('a lung in the wrong place leaves the case out, says why, and is counted as such', async () => {
  const swapped = { 'lung-left': BOXES['lung-right'], 'lung-right': BOXES['lung-left'] };
  const id = await product.send({ image: await picture(4), metadata: { boxes: swapped }, masks: [] });
  const [prediction] = (await getCase(id))?.predictions ?? [];
  assert.deepEqual(
    [prediction?.outsideShare, prediction?.undefinedReason, prediction?.maskIssues],
    [null, 'mask_invalid', ['lungs_swapped']],
  );
});
