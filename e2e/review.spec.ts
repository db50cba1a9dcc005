import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { manifest } from '../server/model/manifest';
import { skipWithoutAssets } from '../server/testing/assets';
import { clientOf, devImages } from './client';
import { inspect, isSound, isSoundInBothThemes } from './inspect';
import { expect, test } from './product';
import type { Product } from './startProduct';

// The reading room: ten cases without a pointer, second reads that know nothing of the first, own reads first, undo.

test.skip(skipWithoutAssets !== false, String(skipWithoutAssets));

const MODEL = 'review-small';
const FINDING = 'Pneumonia';

/** Cases of the development set are taken in turn, so that no test reads another's. */
let taken = 0;

async function send(product: Product, method: string, path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await clientOf(product).call(path, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** How cases are read from now on; no controls, so that nothing but what a test asks for waits. */
async function setQueue(product: Product, shares: { secondShare: number; unaidedShare: number }): Promise<void> {
  const known = z
    .object({ id: z.number().nullable(), settings: z.record(z.string(), z.unknown()) })
    .parse(await (await clientOf(product).call('/api/v1/review/settings')).json());
  await send(product, 'PUT', '/api/v1/review/settings', {
    settings: { ...known.settings, controlShare: 0, ...shares },
    reason: 'a test',
    expected: known.id,
  });
}

/** Real radiographs that a small model has read, asked for in the queue. */
async function queueCases(product: Product, many: number): Promise<string[]> {
  const client = clientOf(product);
  const folder = join(import.meta.dirname, '../models/phantom-faithful');
  const stated = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  await client.register({
    onnx: readFileSync(join(folder, 'model.onnx')),
    manifest: manifest.parse({ ...stated, name: MODEL, scope: 'all', segmenter: undefined }),
  });
  const ids: string[] = [];
  for (const { image } of devImages().slice(taken, taken + many)) {
    ids.push((await client.read(image, { site: 'Review', viewPosition: 'PA' })).instanceId);
  }
  taken += many;
  await send(product, 'POST', '/api/v1/review/items', { model: `${MODEL}@1`, finding: FINDING, instanceIds: ids });
  return ids;
}

/** Another reader in a browser of their own. */
async function invited(browser: Browser, admin: Page, { url: origin }: Product, email: string): Promise<Page> {
  const asked = { data: { email, role: 'clinician' }, headers: { origin } };
  const { link } = z
    .object({ link: z.url() })
    .parse(await (await admin.request.post('/api/v1/accounts/invitations', asked)).json());
  const context = await browser.newContext({ baseURL: origin, storageState: { cookies: [], origins: [] } });
  const token = new URL(link).searchParams.get('token');
  const answer = await context.request.post('/api/v1/signin/link', {
    data: { token, name: 'Second reader' },
    headers: { origin },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return context.newPage();
}

const claim = z.object({ read: z.object({ readId: z.string(), stage: z.string() }).nullable() });

/** Reads what other tests left for this reader, so that the next case is the test's own. */
async function clearQueue({ request }: Page, { url: origin }: Product): Promise<void> {
  const post = (path: string, data: object) =>
    request.post(`/api/v1/review/${path}`, { data, headers: { origin } }).then((answer) => answer.json());
  for (;;) {
    const { read } = claim.parse(await post('claims', {}));
    if (read === null) return;
    if (read.stage === 'unaided') await post(`reads/${read.readId}/unaided`, { verdict: 'unsure' });
    await post(`reads/${read.readId}/verdict`, { verdict: 'agree' });
  }
}

const panel = (page: Page) => page.getByRole('region', { name: 'Verdict' }).filter({ visible: true });
const readOf = (page: Page) => new URL(page.url()).searchParams.get('read');

/** The clock runs once the panel listens to keys. */
const ready = (page: Page) => expect(panel(page)).toContainText(/held \d/, { timeout: 20_000 });

/** Goes on to the next case with the keys given. */
async function read(page: Page, keys: string): Promise<string> {
  await ready(page);
  const before = readOf(page);
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect.poll(() => readOf(page), { timeout: 20_000 }).not.toBe(before);
  return before ?? '';
}

async function start(page: Page): Promise<void> {
  await page.goto('/review');
  await expect(page.getByRole('button', { name: /Start/ })).toBeVisible();
  await expect(page.locator('.live').first()).toHaveAttribute('data-state', 'live');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeVisible({ timeout: 20_000 });
}

test('ten cases are read by keyboard alone, the last is undone and done again, and another reader sees none of it', async ({
  page,
  product,
  browser,
}) => {
  test.setTimeout(300_000);
  const other = await invited(browser, page, product, `second-${Date.now()}@example.org`);
  for (const reader of [page, other]) await clearQueue(reader, product);
  await setQueue(product, { secondShare: 1, unaidedShare: 0 });
  const ids = await queueCases(product, 11);
  await start(page);
  await expect(panel(page)).toContainText('The model says');
  await expect(page.getByTestId('view-canvas')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Queue' })).toContainText(/Oldest waits\s*\d/);
  // The next picture is drawn on the server; which case it is of is told nowhere.
  const html = await page.content();
  expect(ids.filter((id) => html.includes(id)).length).toBeLessThanOrEqual(1);
  await isSoundInBothThemes(page, 'reading');
  const done: string[] = [];
  for (const keys of ['q', 'w', 'e2', 'q', 'e1', 'q', 'w', 'q', 'e3']) done.push(await read(page, keys));
  await ready(page);
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('Choose the zone');
  await page.keyboard.press('2');
  await page.keyboard.press('n');
  await page.keyboard.type('edge of the collimator');
  done.push(await read(page, ''));
  expect(new Set(done).size).toBe(10);
  await page.keyboard.press('u');
  await expect.poll(() => readOf(page), { timeout: 20_000 }).toBe(done[9]);
  await expect(panel(page).getByRole('button', { name: /Save and next/ })).toBeVisible();
  await read(page, 'q');

  const seen: string[] = [];
  other.on('response', (answer) => {
    // With the verdict both reads are done, and its answer may tell of the other.
    if (answer.url().includes('/review') && !answer.url().endsWith('/verdict'))
      answer.text().then(
        (text) => seen.push(text),
        () => {},
      );
  });
  await start(other);
  await expect(panel(other)).toContainText('The model says');
  for (let at = 0; at < 10; at += 1) await read(other, 'w');
  expect(seen.length).toBeGreaterThan(10);
  // Once both reads of a case are done its page may tell of the other one.
  for (const text of seen.filter((one) => !one.includes('"stage":"done"')))
    expect(text).not.toMatch(/collimator|The other reader|"other":\{/);
  await other.context().close();

  await page.goto(`/review?read=${done[0]}`);
  await expect(panel(page)).toContainText('The other reader');
  await expect(panel(page)).toContainText('Why it was in the queue');
});

test('before the own read nothing of the model is on the page or in what it loads', async ({ page, product }) => {
  test.setTimeout(240_000);
  await clearQueue(page, product);
  await setQueue(product, { secondShare: 0, unaidedShare: 1 });
  const [id] = await queueCases(product, 1);
  const instance = await (await clientOf(product).call(`/api/v1/instances/${id}`)).text();
  const probability = /"probability":(0\.\d{4})/.exec(instance)?.[1] ?? '';
  expect(probability).not.toBe('');
  const loaded: string[] = [];
  const pending: Promise<unknown>[] = [];
  page.on('response', (answer) => {
    if (!answer.url().includes('/_next/static/'))
      pending.push(
        answer.text().then(
          (text) => loaded.push(text),
          () => {},
        ),
      );
  });
  await start(page);
  await expect(panel(page)).toContainText('Is there Pneumonia?');
  await isSoundInBothThemes(page, 'own read first');
  await page.reload();
  await expect(panel(page)).toContainText('Is there Pneumonia?');
  await Promise.all(pending);
  for (const text of [await page.content(), ...loaded]) {
    for (const hidden of [probability, '/saliency', '/masks/', 'outsideShare', 'percentile']) {
      expect(text.includes(hidden), `${hidden} in ${text.slice(0, 80)}`).toBe(false);
    }
  }
  await page.goto(`/cases/${id}`);
  await expect(page.getByRole('heading', { name: 'You are reading this case without the model' })).toBeVisible();
  await page.goBack();
  await ready(page);
  await expect(panel(page)).toContainText('Is there Pneumonia?');
  await page.keyboard.press('w');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('The model says', { timeout: 20_000 });
  await expect(panel(page)).toContainText('Pneumonia: absent');
  await page.keyboard.press('w');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Nothing is waiting|wait for a read|waits for a read/).or(panel(page))).toBeVisible();
});

test('a rule tells what it would flag before it is saved, and can be switched off and on again', async ({
  page,
  product,
}) => {
  test.setTimeout(240_000);
  await setQueue(product, { secondShare: 0, unaidedShare: 0 });
  await queueCases(product, 1);
  await page.goto('/review/rules');
  await page.getByRole('button', { name: 'Change Evidence outside, more than chance' }).click();
  await expect(page.locator('.rule-preview')).toContainText(/Would flag [\d,]+ of the last [\d,]+ predictions/, {
    timeout: 20_000,
  });
  await page.getByLabel('Outside share above, %').fill('1');
  await page.getByLabel('Only where the model says present').uncheck();
  await expect(page.locator('.rule-preview')).toContainText(/Would flag [\d,]+ of the last [\d,]+ predictions, .*%/);
  await isSoundInBothThemes(page, 'rule');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Switch off Versions decide otherwise' }).click();
  await expect(page.getByText('Versions decide otherwise is off now.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Switch on Versions decide otherwise' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Switch off Versions decide otherwise' })).toBeVisible();
});

test('the pages of review are sound in every look', async ({ browser, storageState, product, page }) => {
  test.setTimeout(240_000);
  for (const path of ['/review', '/review/rules', '/review/agreement']) {
    await inspect(browser, { storageState }, product.url, path);
  }
  await setQueue(product, { secondShare: 0, unaidedShare: 0 });
  await queueCases(product, 1);
  await start(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await isSound(page, 'reading on a phone');
});
