import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';

/**
 * A desk and a phone in both themes, and a desk at 200 % zoom, which is half as wide. `axe`: the looks that it judges:
 * each theme and each width once; a second on each of the rest would double the time that all pages take.
 */
const LOOKS = [
  { colorScheme: 'dark', viewport: { width: 1440, height: 900 }, axe: true },
  { colorScheme: 'light', viewport: { width: 1440, height: 900 }, axe: false },
  { colorScheme: 'light', viewport: { width: 390, height: 844 }, axe: true },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 }, axe: false },
  { colorScheme: 'light', viewport: { width: 720, height: 450 }, axe: false },
] as const;

/** What axe finds on the page as it stands, and sideways scrolling, are errors. `what` names the state. */
export async function isSound(page: Page, what: string): Promise<void> {
  // Between two addresses a page has no title for a moment.
  await expect(page, what).toHaveTitle(/./);
  await hasSettled(page);
  const found = await judge(page);
  expect(
    found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`),
    what,
  ).toEqual([]);
  await fits(page, what);
}

/**
 * Violations of axe's rules. All are judged; left out is what makes it slow and nobody reads: the selectors of what
 * passes, and the blank page that puts frames' results together, where there are none (together 0.4 of the time).
 */
async function judge(page: Page) {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  if (page.frames().length === 1) axe.setLegacyMode();
  return (await axe.analyze()).violations;
}

/** Between two themes a button that fades has the text of one on the ground of the other. */
async function hasSettled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
}

async function fits(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, `${what}: scrolls sideways`).toBeLessThanOrEqual(0);
}

/** The same in both themes of the page that is open. */
export async function isSoundInBothThemes(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await isSound(page, `${what} ${colorScheme}`);
  }
}

/** Opens a path and turns it through every look: sound, and without an error of the page. */
export async function inspect(
  browser: Browser,
  options: BrowserContextOptions,
  baseURL: string,
  path: string,
): Promise<void> {
  const [{ colorScheme, viewport }] = LOOKS;
  const context = await browser.newContext({ ...options, colorScheme, viewport, baseURL });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  for (const { colorScheme, viewport, axe } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    // Pages before signing in take the theme when they load; the others follow it.
    if ((await page.locator('html').getAttribute('data-theme')) !== colorScheme) await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const what = `${path} ${colorScheme} ${viewport.width}`;
    await (axe ? isSound(page, what) : fits(page, what));
    expect(errors, what).toEqual([]);
  }
  await context.close();
}
