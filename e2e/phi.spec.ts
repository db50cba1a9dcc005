import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { manifest } from '../server/model/manifest';
import { runningPostgresUrl } from '../server/start/postgres';
import { type Client, clientOf } from './client';
import { barAt, PLANTED, plantedDicom, plantedPictures, TEXT_BOX, textMask } from './plantedPhi';
import { expect, test } from './product';
import { look, lookInDatabase, lookInFiles, newSearch, type Search, told } from './searchPhi';
import { type Product, startProduct } from './startProduct';

// What names a patient is put into everything that can be sent, and then looked for in all that is kept or shown.

const MODEL = 'phantom-shortcut@1';
const DAY = 86_400_000;

const shipped = (name: string) => {
  const folder = join(import.meta.dirname, '../models', name);
  const parsed = manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const everything = parsed.kind === 'classifier' ? { ...parsed, scope: 'all' } : parsed;
  return { onnx: readFileSync(join(folder, 'model.onnx')), manifest: everything };
};

/** Radiographs in each format, predictions made elsewhere, and uploads that are refused. Answers the instances. */
async function plant(client: Client, search: Search): Promise<string[]> {
  const ids: string[] = [];
  const marker = await textMask();
  for (let n = 0; n < 3; n += 1) {
    const dicom = await plantedDicom(n);
    const { png, jpeg, metadata } = await plantedPictures(10 + n);
    for (const [bytes, known] of [
      [dicom.bytes, dicom.metadata],
      [png, metadata],
      [jpeg, metadata],
    ] as const) {
      const answer = await client.post('/api/v1/instances?wait=1', {
        image: { bytes, name: PLANTED.fileName ?? '' },
        metadata: JSON.stringify(known),
        'mask:marker': { bytes: marker, name: PLANTED.fileName ?? '' },
      });
      const said = await answer.text();
      look(search, 'answers to uploads', said);
      if (answer.ok) ids.push(z.object({ instanceId: z.uuid() }).parse(JSON.parse(said)).instanceId);
    }
    const truncated = dicom.bytes.subarray(0, dicom.bytes.length / 2);
    const refused = await client.post('/api/v1/instances', {
      image: { bytes: truncated, name: PLANTED.fileName ?? '' },
    });
    look(search, 'refusals', await refused.text());
  }
  await sendElsewhere(client, search);
  return [...new Set(ids)];
}

/** Predictions of another system, its accession number as the instance's name; and lines that are wrong. */
async function sendElsewhere(client: Client, search: Search): Promise<void> {
  const instance = {
    externalId: PLANTED.externalId,
    site: 'Elsewhere',
    patientId: PLANTED.patientId,
    reportedBy: PLANTED.reportedBy,
  };
  const findings = { Pneumonia: { probability: 0.4 } };
  for (const line of [
    { modelVersion: 'elsewhere@1', instance, findings },
    { modelVersion: 'elsewhere@1', instance: { ...instance, viewPosition: PLANTED.name }, findings },
  ]) {
    const answer = await client.call('/api/v1/predictions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(line),
    });
    expect(answer.status).toBeLessThan(500);
    look(search, 'answers to uploads', await answer.text());
  }
}

/** Pages, lists and exports of every kind. */
async function lookAtWays(client: Client, search: Search, ids: readonly string[]): Promise<void> {
  const model = encodeURIComponent(MODEL);
  const exports = [
    ...['cases.csv', 'models.csv', 'overview.csv', 'jobs.csv', 'trail.csv', 'trail/bundle', 'trail'],
    ...[`edits.csv?model=${model}&finding=Pneumonia`, 'reviews?format=csv', 'flags?format=csv', 'links?format=csv'],
    ...['accounts?format=csv', 'keys?format=csv', 'incidents?format=csv', 'alarms?format=csv', 'jobs', 'instances'],
  ];
  for (const path of exports) await lookAtAnswer(client, search, 'exports', `/api/v1/${path}`);
  for (const id of ids) {
    for (const part of ['', '/image', '/ledger.csv', '/masks/marker', '/pixels'])
      await lookAtAnswer(client, search, 'instances', `/api/v1/instances/${id}${part}`);
    await lookAtAnswer(client, search, 'pages', `/cases/${id}`);
  }
  for (const path of ['/', '/cases', '/models', `/findings/${model}/Pneumonia`, '/jobs', '/trail', '/review', '/links'])
    await lookAtAnswer(client, search, 'pages', path);
}

async function lookAtAnswer(client: Client, search: Search, place: string, path: string): Promise<Buffer> {
  const answer = await client.call(path);
  const body = Buffer.from(await answer.arrayBuffer());
  expect(answer.status, `${path}: ${body.subarray(0, 200)}`).toBeLessThan(500);
  look(search, place, body, path);
  look(search, `${place}: headers`, JSON.stringify([...answer.headers]), path);
  return body;
}

const created = z.object({ link: z.object({ id: z.uuid() }), path: z.string() });

/** A link of the cases under each policy, opened as a stranger; answers the pictures. */
async function openLinks(client: Client, product: Product, search: Search, ids: readonly string[]): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (const image of ['body', 'cropped', 'attribution', 'none'])
    for (const frozen of [false, true]) {
      const policy = { image, reviews: true, metadata: true };
      const subject = { scope: 'selection', instanceIds: ids, model: MODEL, finding: 'Pneumonia' };
      const answer = await client.call('/api/v1/links', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ label: 'For the board', subject, policy, frozen }),
      });
      const said = await answer.text();
      expect(answer.status, said).toBe(201);
      const url = `${product.url}${created.parse(JSON.parse(said)).path}`;
      const opened = await fetch(`${url}/open`, { method: 'POST', body: '', redirect: 'manual' });
      const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const page = await fetch(url, { headers: { cookie } });
      const html = await page.text();
      expect(page.status).toBe(200);
      look(search, 'link pages', html, image);
      for (const id of ids) expect(html, 'our own ids stay ours').not.toContain(id);
      const path = /\/l\/[^"'\\]+\/image\/[A-Za-z0-9_-]+/.exec(html)?.[0];
      if (path === undefined) continue;
      const picture = await fetch(`${product.url}${path.replaceAll('&amp;', '&')}`, { headers: { cookie } });
      const bytes = Buffer.from(await picture.arrayBuffer());
      look(search, 'link pictures', bytes, image);
      if (picture.ok) pictures.push(bytes);
    }
  return pictures;
}

const report = z.object({ id: z.uuid(), status: z.string() });

/** A model card and an audit report, in each of their forms. */
async function lookAtReports(client: Client, search: Search): Promise<void> {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const [from, to] = [today - 30 * DAY, today + DAY].map((at) => new Date(at).toISOString());
  for (const asked of [
    { kind: 'model-card', model: MODEL },
    { kind: 'audit', from, to },
  ]) {
    const answer = await client.call('/api/v1/reports', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    const said = await answer.text();
    expect(answer.status, said).toBe(202);
    const { id } = report.parse(JSON.parse(said));
    await expect
      .poll(async () => report.parse(await (await client.call(`/api/v1/reports/${id}`)).json()).status, {
        timeout: 120_000,
      })
      .toBe('done');
    for (const part of ['', '/page', '/pdf', '/content.json'])
      await lookAtAnswer(client, search, 'reports', `/api/v1/reports/${id}${part}`);
  }
}

/** How well the bars fit anywhere in a picture: the highest normalised correlation, at the scale as sent. */
async function likeness(picture: Buffer): Promise<number> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = TEXT_BOX;
  const bars = Float64Array.from({ length: width * height }, (_, i) =>
    barAt(i % width, Math.trunc(i / width)) ? 1 : 0,
  );
  const mean = bars.reduce((sum, value) => sum + value, 0) / bars.length;
  const spread = Math.sqrt(bars.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  let best = 0;
  for (let y = 0; y + height <= info.height; y += 1)
    for (let x = 0; x + width <= info.width; x += 1) {
      let [sum, squares, product] = [0, 0, 0];
      for (let row = 0; row < height; row += 1)
        for (let column = 0; column < width; column += 1) {
          const value = data[(y + row) * info.width + x + column] ?? 0;
          sum += value;
          squares += value * value;
          product += value * ((bars[row * width + column] ?? 0) - mean);
        }
      const own = Math.sqrt(Math.max(squares - (sum * sum) / bars.length, 1));
      best = Math.max(best, product / (own * spread));
    }
  return best;
}

test('what names a patient is found nowhere: not in the database, logs, exports, links or reports', async () => {
  test.setTimeout(300_000);
  const product = await startProduct();
  const search = newSearch();
  try {
    const client = clientOf(product);
    for (const name of ['phantom-segmenter', 'phantom-shortcut']) await client.register(shipped(name));
    const ids = await plant(client, search);
    expect(ids.length).toBe(9);
    await lookAtWays(client, search, ids);
    await lookAtReports(client, search);
    const shown = Buffer.from(await (await client.call(`/api/v1/instances/${ids[0]}/image`)).arrayBuffer());
    expect(await likeness(shown), 'the text is in the picture that was sent').toBeGreaterThan(0.9);
    const pictures = await openLinks(client, product, search, ids);
    expect(pictures.length).toBeGreaterThanOrEqual(4);
    for (const picture of pictures) expect(await likeness(picture), 'burned-in text through a link').toBeLessThan(0.5);
    const url = runningPostgresUrl(product.dataDir);
    if (url === null) throw new Error('the database does not run');
    await lookInDatabase(search, url);
    look(search, 'logs', product.output());
    lookInFiles(search, 'data folder', product.dataDir, ['base', 'pg_wal', 'chromium']);
  } finally {
    await product.stop();
  }
  console.log(`${told(search)}\nburned-in text looked for in the pictures of links, under each policy`);
  expect(search.found).toEqual([]);
  expect(search.looked.get('database dump')?.pieces ?? 0).toBeGreaterThan(60);
});
