import { type BrowserContextOptions, test as base } from '@playwright/test';
import { type Product, startProduct } from './startProduct';

export { expect } from '@playwright/test';

type SignedIn = Exclude<BrowserContextOptions['storageState'], undefined | string>;

/**
 * Playwright's `test` with the running product. Pages are signed in and `page.goto('/')` leads to it; a test of what
 * strangers see says `test.use({ storageState: undefined })`.
 */
export const test = base.extend<object, { product: Product; signedIn: SignedIn }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  signedIn: [
    async ({ product, browser }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(await product.signInLink());
      await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  storageState: async ({ signedIn }, use) => use(signedIn),
});
