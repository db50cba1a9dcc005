import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { clientOf } from './client';
import { inspect } from './inspect';
import { expect, test } from './product';
import type { Product } from './startProduct';

const rows = z.object({ rows: z.array(z.object({ kind: z.string(), seq: z.number(), content: z.string() })) });
const exported = z.object({ body: z.object({ path: z.string(), sha256: z.string(), complete: z.boolean() }) });

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function saved(product: Product, path: string): Promise<Buffer> {
  const answer = await clientOf(product).call(path);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

test('the audit trail is searched, signed, verified and exported, and what a page does is in it', async ({
  page,
  product,
  signedIn,
  browser,
}) => {
  test.setTimeout(120_000);
  const get = (path: string) => page.request.get(`${product.url}${path}`);
  expect((await get('/api/v1/jobs.csv')).status()).toBe(200);
  await expect
    .poll(async () => rows.parse(await (await get('/api/v1/trail?kind=export:made')).json()).rows.length)
    .toBeGreaterThan(0);

  await page.goto('/trail');
  await expect(page.getByRole('heading', { name: 'Audit trail' })).toBeVisible();
  await expect(page.getByText('Append-only: by permissions').filter({ visible: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Sign a checkpoint' }).click();
  await expect(page.getByText(/at record \d/)).toBeVisible();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText('No fault found')).toBeVisible({ timeout: 30_000 });

  await page.getByLabel('Kind').selectOption('export:made');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/kind=export%3Amade/);
  const record = page.locator('.trail-record').filter({ visible: true }).first();
  await record.locator('summary').click();
  await expect(record.getByText('"/api/v1/jobs.csv"')).toBeVisible();

  const keys = page.getByRole('table', { name: 'Public keys' });
  await expect(keys.getByText('signs now')).toBeVisible();
  const saving = page.waitForEvent('download');
  await keys.getByRole('link', { name: /^PEM of/ }).click();
  expect((await saving).suggestedFilename()).toMatch(/^trail-key-[0-9a-f]{16}\.pem$/);

  const folder = mkdtempSync(join(tmpdir(), 'trail-'));
  try {
    // By a key: an account that holds a case of the reading room is refused the raw trail.
    const [tar, held] = [
      await saved(product, '/api/v1/trail/bundle'),
      await saved(product, '/api/v1/trail/checkpoints'),
    ];
    const { rows: told } = rows.parse(await (await get('/api/v1/trail?kind=export:made')).json());
    const bodies = told.map(({ content }) => exported.parse(JSON.parse(content)).body);
    // What the page has saved before may be told between the two.
    expect(bodies.filter(({ path }) => /(checkpoints|bundle)$/.test(path)).slice(0, 2)).toEqual([
      { path: '/api/v1/trail/checkpoints', sha256: sha256(held), complete: true },
      { path: '/api/v1/trail/bundle', sha256: sha256(tar), complete: true },
    ]);
    writeFileSync(join(folder, 'trail.tar'), tar);
    writeFileSync(join(folder, 'held.json'), held);
    expect(spawnSync('tar', ['xf', join(folder, 'trail.tar'), '-C', folder]).status).toBe(0);
    const args = [join(folder, 'trail/verify.mjs'), '--checkpoints', join(folder, 'held.json')];
    const verified = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(verified.stdout).toContain('No fault.');
    expect(verified.stdout).toMatch(/key [0-9a-f]{64}: \d+ checkpoints signed/);
    expect(verified.status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
  await inspect(browser, { storageState: signedIn }, product.url, '/trail');
});
