import type { Page } from '@playwright/test';
import pg from 'pg';
import { runningPostgresUrl } from '../server/start/postgres';
import { inspect, isSound, isSoundInBothThemes } from './inspect';
import { expect, test } from './product';
import type { Product } from './startProduct';

// What a page shows while its numbers are on their way, are late, or do not come; and the keys that lead around.

/** Holds what a page reads: from now on it waits, until `fail` ends every query that does, or `let` lets them go on. */
async function holdModels({ dataDir }: Product) {
  const connectionString = runningPostgresUrl(dataDir) ?? '';
  const [holder, other] = [new pg.Client({ connectionString }), new pg.Client({ connectionString })];
  await holder.connect();
  await other.connect();
  await holder.query('begin');
  await holder.query('lock table model_version in access exclusive mode');
  return {
    fail: () =>
      other.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and pid <> pg_backend_pid()",
      ),
    async release() {
      await holder.query('rollback');
      await holder.end();
      await other.end();
    },
  };
}

/** Lets the server's answers say something else about the stream, as if its worker stood still. */
async function pretend(page: Page, change: (text: string) => string): Promise<void> {
  await page.route(
    (url) => !url.pathname.startsWith('/_next') && !url.pathname.startsWith('/api'),
    async (route) => {
      if (!['document', 'fetch'].includes(route.request().resourceType())) return route.continue();
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    },
  );
}

test('a page whose numbers are late shows its shape, says so after a while, and fails with a way on', async ({
  page,
  product,
}) => {
  test.setTimeout(120_000);
  await page.goto('/');
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
  const held = await holdModels(product);
  try {
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Models' }).click();
    await expect(page.getByRole('status', { name: 'Loading models' })).toBeVisible({ timeout: 20_000 });
    await isSoundInBothThemes(page, 'loading');
    await expect(page.getByText('takes longer than usual')).toBeVisible({ timeout: 20_000 });
    await held.fail();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 20_000 });
    await isSoundInBothThemes(page, 'failed');
  } finally {
    await held.release();
  }
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /model/i })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('button', { name: 'Try again' })).toBeHidden();
});

/** The strip that is seen: while a page streams in, its placeholder's is there too. */
const strip = (page: Page) => page.locator('.live').filter({ visible: true });

test('the strip says that it is paused, stale or offline, and what to do', async ({ page, context }) => {
  test.setTimeout(120_000);
  await page.goto('/cases');
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('p');
  await expect(strip(page)).toHaveAttribute('data-state', 'paused');
  await expect(page.getByText(/by you, .* new/)).toBeVisible();
  await isSoundInBothThemes(page, 'paused');
  await page.getByRole('button', { name: /Resume/ }).click();

  await context.setOffline(true);
  await expect(strip(page)).toHaveAttribute('data-state', 'offline', { timeout: 60_000 });
  await expect(page.getByText(/trying again/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible();
  await isSoundInBothThemes(page, 'offline');
  await context.setOffline(false);
  await expect(strip(page)).toHaveAttribute('data-state', 'live', { timeout: 30_000 });

  await pretend(page, (text) =>
    text
      .replaceAll(/(queueDepth\\?":)\d+/g, '$13')
      .replaceAll(/(newestAt\\?":)(null|\\?"[^"\\]+\\?")/g, (whole, key: string) => {
        const quote = whole.includes('\\') ? '\\"' : '"';
        return `${key}${quote}2026-01-01T00:00:00.000Z${quote}`;
      }),
  );
  await page.goto('/cases');
  await expect(strip(page)).toHaveAttribute('data-state', 'stale', { timeout: 20_000 });
  await expect(page.getByText('3 jobs wait', { exact: true })).toBeVisible();
  await page.getByText('Why?').click();
  await expect(page.getByText('Nothing was finished for two minutes')).toBeVisible();
  await isSoundInBothThemes(page, 'stale');
});

test('every state of the strip fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/cases');
  await page.getByRole('button', { name: 'Pause' }).first().click();
  await expect(strip(page)).toHaveAttribute('data-state', 'paused');
  await isSoundInBothThemes(page, 'paused on a phone');
});

test('keys lead to every page and along the rows, and the sheet names them', async ({ page }) => {
  await page.goto('/');
  // Keys are heard when the page has come to life, which is when its stream is up.
  await expect(strip(page)).toHaveAttribute('data-state', 'live', { timeout: 20_000 });
  for (const [key, path] of [
    ['m', '/models'],
    ['u', '/upload'],
    ['c', '/cases'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`${path}$`));
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  }
  await expect(page.getByLabel('Model')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByLabel('Model')).toBeFocused();
  await page.goto('/models');
  const rows = page.locator('main [data-row] a');
  if ((await rows.count()) > 1) {
    await page.keyboard.press('j');
    await expect(page.locator('[data-row]').first().locator('a').first()).toBeFocused();
    await page.keyboard.press('j');
    await expect(page.locator('[data-row]').nth(1).locator('a').first()).toBeFocused();
    await page.keyboard.press('k');
    await expect(page.locator('[data-row]').first().locator('a').first()).toBeFocused();
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Next, previous row');
  await isSoundInBothThemes(page, 'keys');
});

test('what is refused at the door is told to browsers as a page, and to programs as a problem', async ({
  page,
  product,
}) => {
  const address = `${product.url}/a%00b`;
  expect((await fetch(address)).headers.get('content-type')).toBe('application/problem+json');
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(400);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The request cannot be read');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await isSound(page, `refused ${colorScheme}`);
  }
});

test('nothing moves for readers who asked for stillness', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const path of ['/', '/cases', '/upload', '/jobs']) {
    await page.goto(path);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => /[1-9]/.test(getComputedStyle(element).transitionDuration))
        .map((element) => element.className.toString()),
    );
    expect(moving, path).toEqual([]);
  }
});

test('a list that no case fits says so and clears', async ({ browser, product, signedIn, page }) => {
  await inspect(browser, { storageState: signedIn }, product.url, '/cases?site=nowhere-at-all&as=table');
  await page.goto('/cases?site=nowhere-at-all');
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/cases$/);
});
