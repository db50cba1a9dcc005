import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { manifest } from '../server/model/manifest';
import { assetsDir, skipWithoutAssets } from '../server/testing/assets';
import { clientOf } from './client';
import { isSound, isSoundInBothThemes } from './inspect';
import { expect, test } from './product';

// Saliency methods in the viewer: what each costs, one that is made, and several beside each other.

test.skip(skipWithoutAssets !== false, String(skipWithoutAssets));

const image = () => readFileSync(join(assetsDir, 'golden/images/00013122_000.png'));
const rowOf = (page: Page, name: string) => page.locator('.method-panel li').filter({ hasText: name });

/** A small phantom model that reads every image, and a real radiograph. */
async function phantomCase(product: Parameters<typeof clientOf>[0]): Promise<string> {
  const client = clientOf(product);
  const folder = join(import.meta.dirname, '../models/phantom-faithful');
  const stated = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  await client.register({
    onnx: readFileSync(join(folder, 'model.onnx')),
    // Its own segmenter is the demonstration's: the shipped one is there for everybody.
    manifest: manifest.parse({ ...stated, name: 'methods-small', scope: 'all', segmenter: undefined }),
  });
  const { instanceId } = await client.read(image(), { site: 'Methods', viewPosition: 'PA' });
  return `/cases/${instanceId}?model=methods-small%40${stated.version}`;
}

test('a method is chosen by its cost, made, and shown with its unit', async ({ page, product }) => {
  test.setTimeout(240_000);
  await page.goto(await phantomCase(product));
  await expect(page.getByTestId('overlay')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('x');
  await expect(page).toHaveURL(/methods=/);
  await expect(rowOf(page, 'Occlusion')).toContainText(/\d+ forward passes/, { timeout: 30_000 });
  await expect(rowOf(page, 'Eigen-CAM')).toContainText('exploratory, not class-specific');
  await expect(rowOf(page, 'Attention rollout')).toContainText('refused:');
  await expect(page.getByRole('checkbox', { name: 'Compare Attention rollout' })).toBeDisabled();
  await isSoundInBothThemes(page, 'methods');
  await page.getByRole('button', { name: 'Make Occlusion' }).click();
  await expect(page.getByRole('button', { name: 'Show Occlusion' })).toBeVisible({ timeout: 120_000 });
  await expect(page).toHaveURL(/method=occlusion/);
  await expect(page.locator('.colour-bar')).toContainText('logits');
  await expect(page.getByTestId('overlay')).toBeVisible();
});

test('methods stand beside each other, linked, each with its own scale; a link brings them back', async ({
  page,
  product,
}) => {
  test.setTimeout(240_000);
  await page.goto(`${await phantomCase(product)}&compare=cam,shapley`);
  const pane = page.getByRole('article', { name: 'Shapley values of regions' });
  await pane
    .getByRole('button', { name: /Make it|Stop/ })
    .or(pane.locator('.shapley'))
    .first()
    .waitFor({ timeout: 30_000 });
  const make = pane.getByRole('button', { name: /Make it/ });
  if (await make.isVisible()) await make.click();
  await expect(pane.locator('.shapley')).toContainText('Rest of the body', { timeout: 120_000 });
  await expect(page.locator('.compare-pane .colour-bar')).toHaveCount(2);
  await page.keyboard.press('z');
  await expect(page.locator('.pane.enlarged')).toHaveCount(2);
  await expect(page).toHaveURL(/compare=cam%2Cshapley.*zoom=|zoom=.*compare=cam%2Cshapley/);
  await page.reload();
  await expect(page.locator('.compare-pane')).toHaveCount(2);
  await isSoundInBothThemes(page, 'comparison');
  await page.setViewportSize({ width: 390, height: 844 });
  await isSound(page, 'comparison on a phone');
  await page.keyboard.press('c');
  await expect(page.locator('.compare-pane')).toHaveCount(0);
});

test('a slow method tells how far it is, and can be stopped', async ({ page, product, realModels: _ }) => {
  test.setTimeout(240_000);
  const client = clientOf(product);
  const { instanceId } = await client.read(image(), { site: 'Slow', viewPosition: 'PA' });
  await page.goto(`/cases/${instanceId}?model=nih14%401&finding=Edema&methods=1`);
  await page.getByRole('button', { name: 'Make RISE' }).click();
  await expect(rowOf(page, 'RISE').getByRole('progressbar')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop RISE' }).click();
  await expect(page.getByRole('button', { name: 'Make RISE' })).toBeVisible({ timeout: 60_000 });
});
