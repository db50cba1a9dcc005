import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { lungUnet, nih14 } from '../server/testing/assetModels';
import { assetsDir, skipWithoutAssets } from '../server/testing/assets';
import { clientOf } from './client';
import { expect, STRANGER, test } from './product';

// Every page, empty and full, in both themes, on a desk and on a phone: reachable, readable, nothing cut off.

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = ['dark', 'light'] as const;

/** Opens a path in each theme and size; looks for what axe finds, sideways scrolling and errors of the page. */
async function inspect(browser: Browser, options: object, baseURL: string, path: string): Promise<void> {
  for (const colorScheme of THEMES) {
    for (const viewport of SIZES) {
      const context = await browser.newContext({ ...options, baseURL, colorScheme, viewport });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      const found = await new AxeBuilder({ page }).analyze();
      const what = `${path} ${colorScheme} ${viewport.width}`;
      expect(
        found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`),
        what,
      ).toEqual([]);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, `${what}: scrolls sideways`).toBeLessThanOrEqual(0);
      expect(errors, what).toEqual([]);
      await context.close();
    }
  }
}

const PAGES = ['/', '/models', '/models/new', '/cases', '/cases?as=table', '/upload'];

test('every page is sound while there is nothing to show', async ({ browser, product, signedIn }) => {
  test.setTimeout(240_000);
  for (const path of [...PAGES, '/cases/00000000-0000-4000-8000-000000000000', '/no-such-page']) {
    await inspect(browser, { storageState: signedIn }, product.url, path);
  }
  await inspect(browser, STRANGER, product.url, '/signin');
});

test.describe('with real models and radiographs', () => {
  test.skip(skipWithoutAssets !== false, String(skipWithoutAssets));
  const golden = (name: string) => join(assetsDir, 'golden/images', name);

  test('every page is sound when it is full', async ({ browser, product, signedIn }) => {
    test.setTimeout(240_000);
    const client = clientOf(product);
    await client.register(lungUnet());
    await client.register(nih14());
    const { instanceId } = await client.read(readFileSync(golden('00013122_000.png')), {
      site: 'A',
      viewPosition: 'AP',
      portable: true,
    });
    await client.read(readFileSync(golden('00022084_000.png')), { site: 'B', viewPosition: 'LL' });
    for (const path of [...PAGES, '/models/nih14/1', `/cases/${instanceId}`]) {
      await inspect(browser, { storageState: signedIn }, product.url, path);
    }
  });

  test('a radiograph that is dropped on the upload page becomes a case with a picture of its evidence', async ({
    page,
    product,
  }) => {
    const client = clientOf(product);
    await client.register(lungUnet());
    await client.register(nih14());
    await page.goto('/upload');
    await page.getByLabel('Site').first().fill('Dropped');
    await page
      .getByLabel('Drop radiographs here, or choose them')
      .setInputFiles([
        golden('00005618_000.png'),
        join(import.meta.dirname, '../server/dicom/testing/files/jpeg-51-12.dcm'),
      ]);
    await expect(page.getByText(/JPEG Extended with 12 bits/)).toBeVisible({ timeout: 20_000 });
    const link = page.locator('a[href^="/cases/"]').first();
    await expect(link).toBeVisible({ timeout: 20_000 });
    await link.click();
    await expect(page.getByTestId('overlay')).toBeVisible();
    await expect(page.getByText('balances to the logit')).toBeVisible();
  });

  test('the viewer is worked with keys, and a link restores its state', async ({ page, product }) => {
    const client = clientOf(product);
    await client.register(lungUnet());
    await client.register(nih14());
    const first = await client.read(readFileSync(golden('00000404_000.png')), { site: 'Keys' });
    await client.read(readFileSync(golden('00001021_000.png')), { site: 'Keys' });
    await page.goto(`/cases/${first.instanceId}?site=Keys`);
    await expect(page.getByTestId('overlay')).toBeVisible();
    await page.keyboard.press('o');
    await expect(page.getByTestId('overlay')).toBeHidden();
    await expect(page).toHaveURL(/overlay=/);
    await page.reload();
    await expect(page.getByTestId('overlay')).toBeHidden();
    await page.keyboard.press('o');
    await expect(page.getByTestId('overlay')).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('k');
    await expect(page).not.toHaveURL(new RegExp(first.instanceId));
    await page.keyboard.press('j');
    await expect(page).toHaveURL(new RegExp(first.instanceId));
  });

  test('a browser that was cut off gets what it missed, once', async ({ page, product, context }) => {
    const client = clientOf(product);
    await client.register(lungUnet());
    await client.register(nih14());
    await page.goto('/');
    await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
    await context.setOffline(true);
    const missed = await client.read(readFileSync(golden('00019367_000.png')), { site: 'Missed' });
    await expect(page.getByText(/offline/i).first()).toBeVisible({ timeout: 60_000 });
    await context.setOffline(false);
    await expect(feedRows(page, missed.instanceId)).toHaveCount(1, { timeout: 30_000 });
  });
});

const feedRows = (page: Page, instanceId: string) => page.locator(`li a[href*="/cases/${instanceId}"]`);
