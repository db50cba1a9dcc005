import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { assetsDir, skipWithoutAssets } from '../server/testing/assets';
import { clientOf, shipped } from './client';
import { inspect, isSound, isSoundInBothThemes } from './inspect';
import { expect, test } from './product';

// Every page, full, in both themes, on a desk, at 200 % zoom and on a phone: readable, nothing cut off.

const PAGES = ['/', '/models', '/models/new', '/cases', '/cases?as=table', '/upload', '/jobs'];

/** As long as hospitals are called. */
const LONG_SITE = 'Universitätsklinikum-Hamburg-Eppendorf-Notaufnahme';

/** As long and as unbroken as models are called, with every method; read by nothing that other tests send. */
function longNamed() {
  const { onnx, manifest } = shipped('phantom-faithful');
  const name = 'chest-radiograph-multi-site-foundation-ensemble-with-calibration';
  return { onnx, manifest: { ...manifest, name, version: '2026.11.23-rc.4', scope: 'demo', segmenter: undefined } };
}

const PAPER = ['/', '/models', '/models/nih14/1', '/cases', '/cases?as=table'];

test.describe('with real models and radiographs', () => {
  test.skip(skipWithoutAssets !== false, String(skipWithoutAssets));
  const golden = (name: string) => join(assetsDir, 'golden/images', name);

  let instanceId = '';

  test.beforeAll(async ({ product, realModels: _ }) => {
    test.setTimeout(120_000);
    const client = clientOf(product);
    await client.register(longNamed());
    const metadata = { site: 'A', viewPosition: 'AP', portable: true };
    instanceId = (await client.read(readFileSync(golden('00013122_000.png')), metadata)).instanceId;
    await client.read(readFileSync(golden('00022084_000.png')), { site: LONG_SITE, viewPosition: 'LL' });
  });

  test('every page is sound when it is full', async ({ browser, product, signedIn }) => {
    test.setTimeout(480_000);
    for (const path of [...PAGES, '/models/nih14/1', `/cases/${instanceId}`]) {
      await inspect(browser, { storageState: signedIn }, product.url, path);
    }
  });

  test('every page prints light, with a head and without what only a screen can do', async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const path of PAPER) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      // While a page streams in, its placeholder's head and its own are both there, one of them unseen.
      await expect(page.locator('.print-head').filter({ visible: true })).toContainText(
        /Data as of .+ UTC.*Printed .+ UTC/,
      );
      for (const gone of ['.rail', '.top', '.tabs', '.live', '.feed', '.filters', '.btn', '.tools']) {
        expect(await page.locator(gone).filter({ visible: true }).count(), `${path} prints ${gone}`).toBe(0);
      }
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(ground, path).toBe('rgb(255, 255, 255)');
      const wide = await page.evaluate(() => {
        document.body.style.width = document.querySelector('main table') === null ? '695px' : '1020px';
        const width = document.body.getBoundingClientRect().right;
        const cut = [...document.querySelectorAll('main table, main section, main li')].filter(
          (element) => element.getBoundingClientRect().right > width + 1,
        );
        return cut.map((element) => element.className);
      });
      expect(wide, `${path}: wider than the paper`).toEqual([]);
      expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(5_000);
      await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    }
  });

  test('tables are sorted, and show the columns that are asked for, by the address', async ({ page }) => {
    await page.goto('/models/nih14/1');
    await page.getByRole('link', { name: 'Sort by Outside share, largest first' }).click();
    await expect(page).toHaveURL(/sort=-outside/);
    const head = page.getByRole('columnheader', { name: /Outside share/ });
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    const shares = await page.locator('.findings-table td[data-label="Outside share"] b').allTextContents();
    const numbers = shares.map((text) => Number.parseFloat(text));
    expect(numbers.length).toBeGreaterThan(1);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    await page.goto('/cases?as=table');
    await page.getByText('Columns', { exact: true }).filter({ visible: true }).click();
    await page.getByRole('link', { name: 'Show Logit' }).click();
    await expect(page.getByRole('columnheader', { name: 'Logit' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('columnheader', { name: 'Logit' })).toBeVisible();
  });

  test('cases are ticked by pointer and key, across pages and looks, and what is done is done with them alone', async ({
    page,
    product,
  }) => {
    const client = clientOf(product);
    for (const name of ['00000100_000.png', '00000211_000.png', '00001369_000.png', '00001933_000.png']) {
      await client.read(readFileSync(golden(name)), { site: 'Ticked' });
    }
    await page.goto('/cases?site=Ticked&model=nih14%401&finding=Pneumonia');
    await expect(page.locator('.live').filter({ visible: true })).toHaveAttribute('data-state', 'live');
    const bar = page.getByRole('region', { name: 'Chosen cases' });
    const boxes = page.getByRole('checkbox', { name: /^Choose case/ });
    await expect(boxes).toHaveCount(4);
    await boxes.nth(0).click();
    await boxes.nth(2).click({ modifiers: ['Shift'] });
    await expect(bar).toContainText('3 chosen');
    await expect(page.getByRole('link', { name: 'Share this page’s cases…' })).toBeHidden();
    // The tick that was taken last has the focus: the next row, and its tick by key.
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect(bar).toContainText('4 chosen');
    await page.keyboard.press('x');
    await expect(bar).toContainText('3 chosen');
    await isSoundInBothThemes(page, 'ticked cases');
    // Who looks into a case and comes back finds the ticks again.
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/cases\/[0-9a-f-]{36}/);
    await page.goBack();
    await expect(bar).toContainText('3 chosen');
    await page.getByRole('link', { name: 'Table', exact: true }).click();
    await expect(page.getByRole('table')).toBeVisible();
    await expect(boxes.nth(2)).toBeChecked();
    const href = await bar.getByRole('link', { name: /CSV/ }).getAttribute('href');
    const csv = await (await client.call(href ?? '')).text();
    expect(csv.trim().split('\r\n')).toHaveLength(4);
    await bar.getByRole('button', { name: /Ask for review/ }).click();
    await expect(bar).toContainText('3 cases in the queue now.');
    await bar.getByRole('link', { name: 'Share…' }).click();
    await expect(page.getByRole('heading', { name: /^Share/ })).toBeVisible();
    await page.goBack();
    await page.getByRole('checkbox', { name: 'All of this page' }).check();
    await expect(bar).toContainText('4 chosen');
    await bar.getByRole('button', { name: 'Clear' }).click();
    await expect(bar).toBeHidden();
    await page.setViewportSize({ width: 390, height: 844 });
    await boxes.nth(0).click();
    await isSound(page, 'ticked cases on a phone');
  });

  test('the head of a table stays in sight', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 600 });
    await page.goto('/models/nih14/1');
    // What is streamed takes its place once more when it has come.
    await expect(() => page.getByRole('row', { name: /Hernia/ }).scrollIntoViewIfNeeded()).toPass();
    await page.evaluate(() => window.scrollBy(0, 120));
    await expect(page.getByRole('columnheader', { name: /AUC \(pooled\)/ })).toBeInViewport();
  });

  test('a radiograph that is dropped on the upload page becomes a case with a picture of its evidence', async ({
    page,
  }) => {
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
    const first = await client.read(readFileSync(golden('00000404_000.png')), { site: 'Keys' });
    const second = await client.read(readFileSync(golden('00001021_000.png')), { site: 'Keys' });
    await page.goto(`/cases/${first.instanceId}?in=site%3DKeys`);
    await expect(page.getByTestId('overlay')).toBeVisible();
    // Who has just moved the slider goes on with keys.
    await page.locator('.viewer input[type=range]').first().click();
    await page.keyboard.press('o');
    await expect(page.getByTestId('overlay')).toBeHidden();
    await expect(page).toHaveURL(/overlay=/);
    await page.reload();
    await expect(page.getByTestId('overlay')).toBeHidden();
    // A page that is not awake yet hears no key.
    await expect(page.locator('.live').filter({ visible: true })).toHaveAttribute('data-state', 'live');
    await page.keyboard.press('o');
    await expect(page.getByTestId('overlay')).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    // While the closing sheet still has the focus, keys are its own. Nobody who is at the next case presses again.
    await expect(async () => {
      if (page.url().includes(first.instanceId)) await page.keyboard.press('k');
      await expect(page).toHaveURL(new RegExp(second.instanceId), { timeout: 5_000 });
    }).toPass({ timeout: 20_000 });
    // The second page has its keys a moment after its address.
    await expect(async () => {
      if (page.url().includes(second.instanceId)) await page.keyboard.press('j');
      await expect(page).toHaveURL(new RegExp(first.instanceId), { timeout: 5_000 });
    }).toPass({ timeout: 20_000 });
  });

  test('a browser that was cut off gets what it missed, once', async ({ page, product, context }) => {
    const client = clientOf(product);
    await page.goto('/');
    await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
    await context.setOffline(true);
    const missed = await client.read(readFileSync(golden('00019367_000.png')), { site: 'Missed' });
    await expect(page.getByText(/offline/i).first()).toBeVisible({ timeout: 60_000 });
    await context.setOffline(false);
    await expect(feedRows(page, missed.instanceId)).toHaveCount(1, { timeout: 30_000 });
  });
});

/** Of one version: each that reads an image has a row of its own. */
const feedRows = (page: Page, instanceId: string) => page.locator(`li a[href*="/cases/${instanceId}"][href*="nih14"]`);
