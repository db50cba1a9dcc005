import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { type Product, startProduct } from './startProduct';

export { expect };

type SignedIn = Exclude<BrowserContextOptions['storageState'], undefined | string>;

/** Options of a context that is not signed in. */
export const STRANGER = { storageState: { cookies: [], origins: [] } };

/** Opens a sign-in link and uses it up. */
export async function signIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/signin/);
}

/**
 * Playwright's `test` with the running product. Pages are signed in and `page.goto('/')` leads to it; a test of what
 * strangers see says `test.use(STRANGER)`.
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
      await signIn(page, await product.signInLink());
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  storageState: async ({ signedIn }, use) => use(signedIn),
});
