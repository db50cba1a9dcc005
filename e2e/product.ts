import {
  type Browser,
  type BrowserContextOptions,
  type BrowserType,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { lungUnet, nih14 } from '../server/testing/assetModels';
import { clientOf } from './client';
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

/** Now and then a browser dies before it is up, whatever is tested: it is launched once more, and this is said. */
async function launch(chromium: BrowserType): Promise<Browser> {
  try {
    return await chromium.launch();
  } catch (error) {
    console.warn(`the browser did not start, and is started again: ${error instanceof Error ? error.message : error}`);
    return chromium.launch();
  }
}

/**
 * Playwright's `test` with the running product, which starts when a test first asks for it. A failed test ends its
 * worker and product, so that none may rely on what another has left: each makes sure of what it needs. Pages are signed in and `page.goto('/')` leads to it; a test of what
 * strangers see says `test.use(STRANGER)`.
 */
export const test = base.extend<object, { product: Product; signedIn: SignedIn; realModels: undefined }>({
  browser: [
    async ({ playwright }, use) => {
      const browser = await launch(playwright.chromium);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
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
  /** The segmenter and the classifier of real radiographs are registered. */
  realModels: [
    async ({ product }, use) => {
      const client = clientOf(product);
      await client.register(lungUnet());
      await client.register(nih14());
      await use(undefined);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  storageState: async ({ signedIn }, use) => use(signedIn),
});
