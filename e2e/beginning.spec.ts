import { inspect } from './inspect';
import { expect, STRANGER, test } from './product';

// The first file that opens the shared product: nothing is in it yet.

const PAGES = [
  ...['/', '/models', '/models/new', '/cases', '/cases?as=table', '/strata', '/upload', '/jobs'],
  ...['/cases/00000000-0000-4000-8000-000000000000', '/no-such-page'],
];

test('every page is sound while there is nothing to show', async ({ browser, product, signedIn }) => {
  test.setTimeout(480_000);
  for (const path of PAGES) {
    await inspect(browser, { storageState: signedIn }, product.url, path);
  }
  await inspect(browser, STRANGER, product.url, '/signin');
});

test('without a model the page on strata says what to do first', async ({ page }) => {
  await page.goto('/strata');
  await expect(page.getByRole('heading', { level: 1 }).filter({ visible: true }).first()).toHaveText(
    'Who does it follow?',
  );
});
