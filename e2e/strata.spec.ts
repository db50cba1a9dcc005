import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetsDir, skipWithoutAssets } from '../server/testing/assets';
import { clientOf, devImages, readAll } from './client';
import { inspect } from './inspect';
import { expect, test } from './product';

// The page that asks whom a score follows: from nothing to a handful of labelled cases, by address and by keyboard.

test('g s leads to the page, and a version that is not there is told', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('.live').filter({ visible: true })).toHaveAttribute('data-state', 'live', {
    timeout: 20_000,
  });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/strata$/);
  await page.goto('/strata?model=gone@9');
  await expect(page.getByRole('link', { name: 'Show what is' })).toBeVisible();
});

test.describe('with real radiographs', () => {
  test.skip(skipWithoutAssets !== false, String(skipWithoutAssets));

  test.beforeAll(async ({ product, realModels: _ }) => {
    test.setTimeout(240_000);
    await readAll(clientOf(product), devImages());
  });

  test('without labels it says what still works', async ({ page, product, browser, signedIn }) => {
    test.setTimeout(300_000);
    const client = clientOf(product);
    const image = readFileSync(join(assetsDir, 'golden/images/00013122_000.png'));
    await client.read(image, { site: 'Unlabelled', viewPosition: 'AP' });
    const address = '/strata?model=nih14@1&finding=Edema&by=viewPosition&site=Unlabelled';
    await page.goto(address);
    await expect(page.getByText('No labels yet.').filter({ visible: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Figures by view' })).toContainText('no labels');
    await inspect(browser, { storageState: signedIn }, product.url, address);
  });

  test('a variable is chosen by a click, strata are sorted by the address, and a row leads to its cases', async ({
    page,
    product,
    browser,
    signedIn,
  }) => {
    test.setTimeout(300_000);
    await page.goto('/strata?model=nih14@1&finding=Infiltration&by=site');
    await page.getByRole('region', { name: 'Effect of every variable' }).getByRole('link', { name: 'View' }).click();
    await expect(page).toHaveURL(/by=viewPosition/);
    await page.getByRole('link', { name: 'Sort by Prevalence, largest first' }).click();
    await expect(page).toHaveURL(/sort=-prevalence/);
    await expect(page.getByRole('columnheader', { name: /Prevalence/ }).first()).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await page.goBack();
    await expect(page).not.toHaveURL(/sort=/);
    const address = '/strata?model=nih14@1&finding=Infiltration&by=viewPosition';
    await inspect(browser, { storageState: signedIn }, product.url, address);
    await page.goto(address);
    await page.getByRole('region', { name: 'Figures by view' }).getByRole('link', { name: 'AP', exact: true }).click();
    await expect(page).toHaveURL(/\/cases\?.*viewPosition=AP/);
  });

  test('a slider is moved by the keyboard, the pooled AUC moves with it, and the address keeps the mix', async ({
    page,
  }) => {
    await page.goto('/strata?model=nih14@1&finding=Infiltration&by=viewPosition');
    const panel = page.getByRole('region', { name: 'The same scores at other prevalences' });
    await expect(panel).toBeVisible({ timeout: 20_000 });
    const before = await panel.locator('.strata-story').textContent();
    await panel.getByRole('slider').first().focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp');
    await expect(panel.locator('.strata-story')).not.toHaveText(before ?? '');
    await expect(page).toHaveURL(/mix=/);
    const after = await panel.locator('.strata-story').textContent();
    await page.reload();
    await expect(panel.locator('.strata-story')).toHaveText(after ?? '');
    await panel.getByRole('button', { name: 'As it is' }).click();
    await expect(page).not.toHaveURL(/mix=/);
  });
});
