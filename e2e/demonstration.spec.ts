import type { Page } from '@playwright/test';
import { z } from 'zod';
import { isSound } from './inspect';
import { expect, STRANGER, signIn, test } from './product';
import { type Product, startProduct } from './startProduct';

const statistics = z.object({
  total: z.object({ n: z.number() }),
  siteEffect: z.array(
    z.object({
      negatives: z.object({
        aucOfScore: z.object({
          value: z.number().nullable(),
          low: z.number().nullable(),
          high: z.number().nullable(),
        }),
      }),
    }),
  ),
});

const call = (product: Product, path: string) =>
  fetch(`${product.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${product.apiKey}` } });

/** AUC of the score for the site among healthy cases, with its interval; null while it is suppressed or not there. */
async function siteEffect(product: Product, model: string) {
  const answer = await call(product, `statistics?model=${model}&finding=Pneumonia&by=site`);
  if (!answer.ok) return null;
  const auc = statistics.parse(await answer.json()).siteEffect[0]?.negatives.aucOfScore;
  if (auc?.low == null || auc.high === null) return null;
  return { low: auc.low, high: auc.high };
}

async function sent(product: Product): Promise<number> {
  const answer = await call(product, 'demonstration');
  return z.object({ sent: z.number() }).parse(await answer.json()).sent;
}

test('an empty store shows within minutes that one model reads the hospital, and removal leaves nothing', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const started = Date.now();
  const product = await startProduct({ SIGHTLINE_DEMO: 'on' });
  const page = await (await browser.newContext({ ...STRANGER, baseURL: product.url })).newPage();
  await signIn(page, await product.signInLink());
  // The tour opens itself once; here it would lie over what is looked at.
  await page.evaluate(() => localStorage.setItem('sightline.tour', 'seen'));
  await page.goto('/');
  await expect(page.locator('.feed-text').first()).toBeVisible({ timeout: 60_000 });
  const first = Date.now();
  await expect
    .poll(
      async () => {
        const [shortcut, faithful] = [
          await siteEffect(product, 'phantom-shortcut@1'),
          await siteEffect(product, 'phantom-faithful@1'),
        ];
        return shortcut !== null && faithful !== null && shortcut.low > faithful.high;
      },
      { timeout: 120_000, intervals: [500] },
    )
    .toBe(true);
  console.log(
    `first demo case on screen ${((first - started) / 1000).toFixed(1)} s after the start, ` +
      `site effects apart ${((Date.now() - first) / 1000).toFixed(1)} s later`,
  );
  await expect(page.getByText('synthetic patients from two invented hospitals')).toBeVisible();
  await isSound(page, 'demonstration');

  await pauses(page, product);
  await goesThroughTheTour(page);
  await removes(page, product);
  expect(product.output()).not.toMatch(/error/i);
  await product.stop();
});

async function pauses(page: Page, product: Product): Promise<void> {
  await page.getByRole('button', { name: 'Pause sending' }).click();
  await expect(page.getByRole('button', { name: 'Resume sending' })).toBeVisible();
  // A study that was on its way is still counted.
  await page.waitForTimeout(1_500);
  const before = await sent(product);
  await page.waitForTimeout(2_000);
  expect(await sent(product)).toBe(before);
}

async function goesThroughTheTour(page: Page): Promise<void> {
  await page.goto('/?tour=1');
  for (let step = 1; step < 5; step++) {
    await expect(page.locator('.tour-card')).toContainText(`${step} of 5`);
    await page.locator('.tour-card').getByRole('button', { name: 'Next' }).click();
  }
  await page.locator('.tour-card').getByRole('button', { name: 'Done' }).click();
  await expect(page.locator('.tour')).toHaveCount(0);
}

async function removes(page: Page, product: Product): Promise<void> {
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /remove/i })
    .click();
  await expect(page.getByRole('button', { name: /start the demonstration/i })).toBeVisible({ timeout: 60_000 });
  const cases = await (await call(product, 'cases.csv')).text();
  expect(cases.trim().split('\n')).toHaveLength(1);
  expect((await (await call(product, 'overview.csv')).text()).trim().split('\n')).toHaveLength(1);
  expect((await call(product, 'statistics?model=phantom-shortcut@1&finding=Pneumonia&by=site')).status).toBe(404);
}
