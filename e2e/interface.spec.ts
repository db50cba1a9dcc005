import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { instancesResponse, saliencyResponse, statisticsResponse } from '../server/api/responses';
import { problemSchema } from '../server/problem/problemBody';
import { nih14 } from '../server/testing/assetModels';
import { assetsDir, skipWithoutAssets } from '../server/testing/assets';
import { type Client, clientOf } from './client';
import { expect, test } from './product';

// The public interface, as other systems use it: over HTTP, with real models, on the running product.

test.skip(skipWithoutAssets !== false, String(skipWithoutAssets));

let client: Client;
test.beforeAll(({ product, realModels: _ }) => {
  client = clientOf(product);
});

const golden = (name: string) => readFileSync(join(assetsDir, 'golden/images', name));
const dicom = (name: string) => readFileSync(join(assetsDir, 'dicom', name));

test('strangers get nothing but health, readiness and the sign-in page', async ({ product }) => {
  for (const path of [
    '/api/v1/models',
    '/api/v1/openapi.json',
    '/api/v1/instances',
    '/metrics',
    '/api/v1/statistics',
  ]) {
    const answer = await fetch(product.url + path);
    expect(answer.status, path).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(problemSchema.parse(await answer.json()).title).toBe('Sign in or send a key');
  }
  for (const path of ['/', '/cases', '/models', '/upload', '/no-such-page']) {
    const answer = await fetch(product.url + path, { redirect: 'manual' });
    expect(answer.status, path).toBe(302);
    expect(answer.headers.get('location')).toMatch(/^\/signin/);
  }
  const forged = { 'x-sightline-principal': JSON.stringify({ kind: 'key', id: 'x', scopes: ['read'] }) };
  expect((await fetch(`${product.url}/api/v1/models`, { headers: forged })).status).toBe(401);
  for (const path of ['/healthz', '/readyz', '/signin'])
    expect((await fetch(product.url + path)).status, path).toBe(200);
});

test('a model registered again is the same version, and a version never changes', async () => {
  const first = await client.register(nih14());
  expect((await client.register(nih14())).versionId).toBe(first.versionId);
  const { onnx, manifest } = nih14();
  const changed = { ...manifest, trainedOn: ['elsewhere'] };
  const answer = await client.post('/api/v1/models', { model: { bytes: onnx }, manifest: JSON.stringify(changed) });
  expect(answer.status).toBe(409);
});

test('a head with a hidden layer gets no class activation maps, with the reason, and what asks the answers alone', async () => {
  const { saliency } = await client.register({
    onnx: readFileSync(join(assetsDir, 'models/lung5_mobilenetv3large_224.onnx')),
    manifest: {
      name: 'lung5',
      version: '1',
      kind: 'classifier',
      scope: 'demo',
      input: { size: [224, 224], channels: 3, range: [0, 255] },
      output: { activation: 'softmax' },
      findings: ['Bacterial', 'Covid-19', 'Lung Opacity', 'Normal', 'Viral'].map((name) => ({ name })),
    },
  });
  expect(saliency.available).toEqual(expect.arrayContaining(['occlusion', 'shapley', 'rise']));
  expect(saliency.available).not.toContain('log-ratio');
  const cam = saliency.refused.find(({ method }) => method === 'cam');
  expect(cam?.reason).toMatch(/Relu between pooling and the output.*hidden layer/);
});

test('the uncompressed DICOM files show one picture and get one prediction; the inverted one does not', async () => {
  const logitsOf = async (name: string) => {
    const { predictions } = await client.read(dicom(name), { site: randomUUID().slice(0, 8) });
    return new Map(predictions.map((p) => [p.finding, p.logit]));
  };
  const plain = await logitsOf('derived_mono2_explicit_le.dcm');
  const inverted12 = await logitsOf('derived_true_mono1_12bit_AP_header.dcm');
  const mislabelled = await logitsOf('derived_mono1_explicit_le.dcm');
  expect(plain.size).toBe(14);
  const apart = [...plain].map(([finding, logit]) => Math.abs((inverted12.get(finding) ?? Number.NaN) - logit));
  const largest = Math.max(...apart);
  console.log(`MONOCHROME2 8 bit and MONOCHROME1 12 bit: logits differ by at most ${largest}`);
  // The 12-bit file holds 4095 − (16 p + 8) for each 8-bit p, and its window reads that as (16 p + 7.5) · 255 / 4095:
  // up to 0.47 of a grey level off, by which this model's logits move by 0.0084. A whole level would move them by 0.012.
  expect(largest).toBeLessThan(0.01);
  // Its pixels are those of the first with the tag flipped alone, so it rightly shows the negative.
  expect(Math.abs((mislabelled.get('Edema') ?? 0) - (plain.get('Edema') ?? 0))).toBeGreaterThan(0.5);
});

test('the answer of an instance, its maps, pictures and tables fit the description', async () => {
  const instance = await client.read(golden('00000100_000.png'), { site: 'shape', viewPosition: 'PA', patientAge: 60 });
  expect(instance.predictions).toHaveLength(14);
  const [first] = instance.predictions;
  const map = saliencyResponse.parse(await (await client.call(first?.links.saliency ?? '')).json());
  expect(map.values).toHaveLength(map.height * map.width);
  const mean = map.values.reduce((a, b) => a + b, 0) / map.values.length;
  expect(Math.abs(mean + (map.bias ?? Number.NaN) - (first?.logit ?? 0))).toBeLessThan(1e-3);
  const picture = await client.call(`${instance.links.image}?size=128&window=200&level=100&invert=1`);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({
    width: 128,
    height: 128,
    depth: 'uchar',
  });
  for (const mask of instance.masks) expect((await client.call(mask.href)).status, mask.zone).toBe(200);
  const lines = (await (await client.call(`${instance.links.self}/ledger.csv?finding=Edema`)).text())
    .trim()
    .split('\r\n');
  const values = lines.slice(1).map((line) => Number(line.split(',')[4] ?? 0));
  const logit = values.pop() ?? 0;
  expect(Math.abs(values.reduce((a, b) => a + b, 0) - logit)).toBeLessThan(1e-3);
  instancesResponse.parse(
    await (await client.call('/api/v1/instances?limit=2&model=nih14@1&finding=Edema&sort=probability')).json(),
  );
});

test('truths change the statistics at once, and statistics by stratum add up to the total', async () => {
  const { instanceId } = await client.read(golden('00000211_000.png'), { site: 'truth', viewPosition: 'AP' });
  const statistics = async () =>
    statisticsResponse.parse(
      await (await client.call('/api/v1/statistics?model=nih14@1&finding=Mass&by=viewPosition&site=truth')).json(),
    );
  expect((await statistics()).total).toMatchObject({ n: 1, labelled: 0, positives: 0, prevalence: null });
  const send = (value: number) =>
    client.call('/api/v1/truths', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ truths: [{ instanceId, finding: 'Mass', value, source: 'reader' }] }),
    });
  expect(await (await send(1)).json()).toEqual({ recorded: 1, unchanged: 0 });
  expect(await (await send(1)).json()).toEqual({ recorded: 0, unchanged: 1 });
  const after = await statistics();
  expect(after.total).toMatchObject({ n: 1, labelled: 1, positives: 1, prevalence: 1 });
  expect(after.strata).toHaveLength(1);
  expect(after.strata[0]?.stratum).toEqual({ viewPosition: 'AP' });
  const unknown = await client.call('/api/v1/truths', {
    method: 'POST',
    body: JSON.stringify({ truths: [{ instanceId: randomUUID(), finding: 'Mass', value: 1 }] }),
  });
  expect(unknown.status).toBe(400);
  expect(problemSchema.parse(await unknown.json()).errors?.[0]?.path).toBe('truths.0.instanceId');
});

test('an idempotency key gives the first answer again, and refuses another request', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const send = (image: Uint8Array) =>
    client.post('/api/v1/instances', { image: { bytes: image }, metadata: '{"site":"key"}' }, key);
  const first = await send(golden('00000404_000.png'));
  expect(first.status).toBe(202);
  const again = await send(golden('00000404_000.png'));
  expect(again.status).toBe(202);
  expect(await again.json()).toEqual(await first.json());
  expect((await send(golden('00001021_000.png'))).status).toBe(422);
});

test('bad input is refused with a reason that helps, and leaves nothing behind', async () => {
  const count = async () =>
    instancesResponse.parse(await (await client.call('/api/v1/instances?limit=1')).json()).total;
  const before = await count();
  const image = golden('00001369_000.png');
  const refused = async (parts: Parameters<Client['post']>[1], status: number, pattern: RegExp) => {
    const answer = await client.post('/api/v1/instances', parts);
    const problem = problemSchema.parse(await answer.json());
    expect(`${answer.status} ${problem.detail} ${JSON.stringify(problem.errors ?? [])}`).toMatch(pattern);
    expect(answer.status).toBe(status);
  };
  await refused({ image: { bytes: randomBytes(4000) } }, 415, /not|PNG/i);
  await refused({ image: { bytes: image.subarray(0, 20_000) } }, 422, /truncated|ends/i);
  const extended = readFileSync(join(import.meta.dirname, '../server/dicom/testing/files/jpeg-51-12.dcm'));
  await refused({ image: { bytes: extended } }, 415, /JPEG Extended with 12 bits/);
  await refused({ metadata: '{}' }, 400, /image/);
  await refused({ image: { bytes: image }, metadata: '{"patientAge": 200}' }, 400, /metadata\.patientAge/);
  await refused({ image: { bytes: image }, metadata: '{"sit": "A"}' }, 400, /sit/);
  await refused({ image: { bytes: image }, metadata: '{"site"' }, 400, /metadata: not JSON/);
  await refused({ image: { bytes: image }, 'mask:lungs': { bytes: randomBytes(99) } }, 422, /mask/i);
  await refused({ image: { bytes: image }, 'mask:nowhere': { bytes: image } }, 400, /mask:nowhere/);
  await refused({ image: { bytes: image }, metadata: '{"acquiredAt":"9999-12-31T23:59:59-23:59"}' }, 400, /acquiredAt/);
  await refused({ image: { bytes: image }, metadata: '{"truths":{"a\\u0000b":1}}' }, 400, /truths/);
  await refused({ image: { bytes: image }, metadata: { bytes: Buffer.alloc(70_000, 32) } }, 413, /metadata is larger/);
  const huge = await sharp({ create: { width: 3000, height: 3000, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  await refused({ image: { bytes: image }, 'mask:lungs': { bytes: huge } }, 422, /3000 × 3000/);
  for (const query of ['site=%00', 'from=0000-01-01', 'cursor=WzFlMzAwLCJ4Il0', 'model=nih14']) {
    expect((await client.call(`/api/v1/instances?${query}`)).status, query).toBe(400);
  }
  const plain = await client.call('/api/v1/instances', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(plain.status).toBe(415);
  expect((await client.call('/api/v1/instances/not-an-id')).status).toBe(404);
  expect((await client.call('/api/v1/statistics?model=nih14@1')).status).toBe(400);
  expect((await client.call('/api/v1/statistics?model=nih14@9&finding=Mass')).status).toBe(404);
  const unknown = await client.call('/api/v1/no-such-call');
  expect(unknown.status).toBe(404);
  expect(unknown.headers.get('content-type')).toBe('application/problem+json');
  const wrongMethod = await client.call('/api/v1/truths', { method: 'DELETE' });
  expect(wrongMethod.status).toBe(405);
  expect(wrongMethod.headers.get('allow')).toBe('POST');
  expect(problemSchema.parse(await wrongMethod.json()).detail).toBe('this call takes POST');
  const ignored = await client.call('/api/v1/statistics?model=nih14@1&finding=Mass&truth=1');
  expect(ignored.status).toBe(400);
  const model = await client.post('/api/v1/models', {
    model: { bytes: randomBytes(5000) },
    manifest: JSON.stringify({ ...nih14().manifest, version: 'bad' }),
  });
  expect(model.status).toBe(422);
  expect(await count()).toBe(before);
});

test('lateral images are kept, not scored, and counted', async () => {
  const counted = async () => {
    const metrics = await (await client.call('/metrics')).text();
    return Number(metrics.match(/^sightline_instances\{status="not-scored",reason="lateral"\} (\d+)$/m)?.[1] ?? 0);
  };
  const before = await counted();
  const lateral = await client.read(golden('00001933_000.png'), { site: 'lateral', viewPosition: 'LL' });
  expect(lateral).toMatchObject({ status: 'not-scored', statusReason: 'lateral', predictions: [] });
  expect(await counted()).toBe(before + 1);
});
