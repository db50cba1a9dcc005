import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { runningPostgresUrl, startPostgres } from '../server/start/postgres';
import { runNode } from '../server/start/run';
import { expect, STRANGER, signIn, test } from './product';
import { type Product, startProduct } from './startProduct';
import { type SubPathProxy, startProxy } from './subPathProxy';

// One product below a sub-path behind a proxy, with the demonstration as its feed; then its backup, restored elsewhere.

const PATH = '/sightline';
let proxy: SubPathProxy;
let product: Product;

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test.beforeAll(async () => {
  test.setTimeout(600_000);
  proxy = await startProxy(PATH);
  // The pages carry the path in them, so these are built apart.
  const env = { SIGHTLINE_BASE_PATH: PATH, NODE_ENV: undefined };
  await runNode(['server/start/bootstrap.mjs', 'build'], { what: 'building for the sub-path', env });
  product = await startProduct({ SIGHTLINE_PUBLIC_URL: `${proxy.origin}${PATH}`, SIGHTLINE_DEMO: 'on' });
  proxy.to(product.url);
});

test.afterAll(async () => {
  await product?.stop();
  proxy?.close();
});

async function query<T extends pg.QueryResultRow>(dataDir: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: runningPostgresUrl(dataDir) ?? '' });
  await client.connect();
  return (await client.query<T>(sql, values).finally(() => client.end())).rows;
}

const finished = async (dataDir: string) =>
  (await query<{ id: string }>(dataDir, `select id from instance where status = 'done' order by id`)).map((r) => r.id);

test('everything a browser asks for lies below the sub-path, and live events come through the proxy', async ({
  browser,
}) => {
  const page = await (await browser.newContext(STRANGER)).newPage();
  const asked: string[] = [];
  const failed: string[] = [];
  const sockets: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname));
  page.on('response', (answer) => answer.status() >= 400 && failed.push(`${answer.status()} ${answer.url()}`));
  await page.addInitScript(() => localStorage.setItem('sightline.tour', 'seen'));
  const link = (await product.signInLink()).split('\n').at(-1) ?? '';
  expect(link.startsWith(`${proxy.origin}${PATH}/signin?`)).toBe(true);
  await signIn(page, link);
  expect((await page.context().cookies()).map(({ path }) => path)).toEqual([PATH]);
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  const before = await finished(product.dataDir);
  await expect
    .poll(async () => (await finished(product.dataDir)).length, { timeout: 90_000 })
    .toBeGreaterThan(before.length + 3);
  const [newest] = await query<{ id: string }>(
    product.dataDir,
    `select id from instance where status = 'done' order by received_at desc limit 1`,
  );
  await expect(page.locator(`a[href^="${PATH}/cases/"]`).first()).toBeVisible();
  expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
  for (const [name, path] of Object.entries({ Models: '/models', Cases: '/cases', Upload: '/upload' })) {
    await page.getByRole('link', { name, exact: true }).first().click();
    await expect(page).toHaveURL(`${proxy.origin}${PATH}${path}`);
  }
  await page.goto(`${proxy.origin}${PATH}/cases/${newest?.id}`);
  await expect(page.locator('main img, main canvas').first()).toBeVisible();
  await page.goto(`${proxy.origin}${PATH}`);
  await expect(page).toHaveURL(`${proxy.origin}${PATH}`);
  // Pictures of cases that arrive while the session ends are refused, and rightly so.
  expect(failed).toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await expect(page).toHaveURL(`${proxy.origin}${PATH}/signin`);
  expect(asked.filter((path) => path !== PATH && !path.startsWith(`${PATH}/`))).toEqual([]);
  expect(new Set(sockets)).toEqual(new Set([`${PATH}/socket.io/`]));
  await page.context().close();
});

test('answers name addresses that work from outside', async () => {
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const at = (path: string) => fetch(`${proxy.origin}${path}`, { headers });
  const description = z.object({ servers: z.array(z.object({ url: z.string() })) });
  const { servers } = description.parse(await (await at(`${PATH}/api/v1/openapi.json`)).json());
  expect(servers).toEqual([{ url: `${proxy.origin}${PATH}` }]);
  const [id] = await finished(product.dataDir);
  const { links } = z
    .object({ links: z.record(z.string(), z.string()) })
    .parse(await (await at(`${PATH}/api/v1/instances/${id}`)).json());
  for (const link of Object.values(links)) expect((await at(link)).status).toBe(200);
  expect((await fetch(`${product.url}/api/v1/models`, { headers })).status).toBe(404);
  expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
});

/** Rows that do not change any more once they are there. */
const FIXED = ['prediction', 'finding_result', 'mask', 'truth', 'attribution', 'model_version', 'secret', 'api_key'];

/** Each row's hash, sorted. */
const rowsOf = async (url: string, table: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<{ sum: string }>(`select md5(t::text) as sum from ${table} t order by 1`)
    .finally(() => client.end());
  return rows.map(({ sum }) => sum);
};

test('a backup taken while images arrive is restored elsewhere, row for row and answer for answer', async () => {
  const file = `${product.dataDir}-backup.tar`;
  const other = `${product.dataDir}-restored`;
  const command = (name: string, dataDir: string) =>
    runNode(['server/start/bootstrap.mjs', name, file], { what: name, env: { SIGHTLINE_DATA_DIR: dataDir } });
  try {
    await command('backup', product.dataDir);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await stopFeeding();
    await expect(command('restore', product.dataDir)).rejects.toThrow(/already running/);
    await command('restore', other);
    const database = await startPostgres(other);
    const original = runningPostgresUrl(product.dataDir) ?? '';
    for (const table of FIXED) {
      const copies = await rowsOf(database.url, table);
      const known = new Set(await rowsOf(original, table));
      expect(copies.length, table).toBeGreaterThan(0);
      expect(copies.filter((sum) => !known.has(sum)).length, table).toBe(0);
    }
    const ids = (await finished(other)).slice(0, 25);
    await database.stop();
    const restored = await startProduct({ SIGHTLINE_DATA_DIR: other, SIGHTLINE_API_KEY: product.apiKey });
    try {
      expect(ids.length).toBeGreaterThan(10);
      for (const id of ids) expect(await answer(restored.url, '', id)).toEqual(await answer(product.url, PATH, id));
      await expect.poll(() => unread(other)).toBe(0);
    } finally {
      await restored.stop();
    }
    await expect(command('restore', other)).rejects.toThrow(/not empty .*replace sightline/);
  } finally {
    rmSync(file, { force: true });
    rmSync(other, { recursive: true, force: true });
  }
});

test('a file that was lost is named, and does not stop a backup that may be incomplete', async () => {
  const file = `${product.dataDir}-incomplete.tar`;
  const backup = (...words: string[]) =>
    runNode(['server/start/bootstrap.mjs', 'backup', file, ...words], {
      what: 'backup',
      env: { SIGHTLINE_DATA_DIR: product.dataDir },
    });
  const [needed] = await query<{ sha256: string }>(
    product.dataDir,
    `select file_sha256 as sha256 from instance where status = 'done' order by id limit 1`,
  );
  const sha256 = needed?.sha256 ?? '';
  const stored = join(product.dataDir, 'store', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  renameSync(stored, `${file}.kept`);
  try {
    await expect(backup()).rejects.toThrow(/1 files are missing in the store .*incomplete/);
    expect(existsSync(file)).toBe(false);
    await backup('incomplete');
    expect(existsSync(file)).toBe(true);
  } finally {
    renameSync(`${file}.kept`, stored);
    rmSync(file, { force: true });
  }
});

/** The backup has the images that it was made under; more would only keep the machine busy. */
async function stopFeeding(): Promise<void> {
  const answer = await fetch(`${product.url}${PATH}/api/v1/demonstration`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${product.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'paused' }),
  });
  expect(answer.status).toBe(200);
}

/** Images that were on their way when the backup was made: their jobs came along. */
const unread = async (dataDir: string) =>
  (await query<{ n: number }>(dataDir, `select count(*)::int as n from instance where status = 'pending'`))[0]?.n;

/** What the interface says of an instance, without addresses and without its rank among all others. */
async function answer(url: string, path: string, id: string): Promise<string> {
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const response = await fetch(`${url}${path}/api/v1/instances/${id}`, { headers });
  expect(response.status).toBe(200);
  return (await response.text()).replaceAll(`"${PATH}/`, '"/').replace(/"percentile":[^,}]*/g, '');
}
