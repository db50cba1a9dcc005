import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { manifest } from '../server/model/manifest';
import { assetsDir, skipWithoutAssets } from '../server/testing/assets';
import { clientOf } from './client';
import { isSound, isSoundInBothThemes } from './inspect';
import { expect, test } from './product';

// Two pictures beside each other: linked or not, another version, another method, and their difference.

test.skip(skipWithoutAssets !== false, String(skipWithoutAssets));

const shipped = (folder: string, name: string) => readFileSync(join(import.meta.dirname, '../models', folder, name));

/** Two versions of one small model that read every image, and a real radiograph that both have read. */
async function twoVersions(product: Parameters<typeof clientOf>[0], name: string): Promise<string> {
  const client = clientOf(product);
  for (const [folder, version] of [
    ['phantom-faithful', '1'],
    ['phantom-shortcut', '2'],
  ] as const) {
    const stated = JSON.parse(shipped(folder, 'manifest.json').toString());
    await client.register({
      onnx: shipped(folder, 'model.onnx'),
      manifest: manifest.parse({ ...stated, name, version, scope: 'all', segmenter: undefined }),
    });
  }
  const image = readFileSync(join(assetsDir, 'golden/images/00013122_000.png'));
  const { instanceId } = await client.read(image, { site: name, viewPosition: 'PA' });
  return `/cases/${instanceId}?model=${name}%401&finding=Pneumonia`;
}

const panes = (page: Page) => page.locator('.stage-pair .pane');
const label = (page: Page, at: number) => page.locator('.stage-pair .pane-label').nth(at);

test('another version stands beside: linked, parted, subtracted, and brought back by its link', async ({
  page,
  product,
}) => {
  test.setTimeout(240_000);
  await page.goto(await twoVersions(product, 'side-versions'));
  await expect(page.getByTestId('overlay')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('s');
  await page.getByLabel('Beside').selectOption({ label: 'side-versions@2' });
  await expect(panes(page)).toHaveCount(2);
  await expect(page.getByTestId('overlay')).toHaveCount(2);
  await expect(page.locator('.colour-bar')).toHaveCount(1);
  await page.keyboard.press('z');
  await expect(page.locator('.pane.enlarged')).toHaveCount(2);
  await page.keyboard.press('l');
  await page.keyboard.press('=');
  await expect(page.locator('.pane.enlarged')).toHaveCount(1);
  await expect(page).toHaveURL(/other=1\.50/);
  await page.keyboard.press('d');
  await expect(label(page, 1)).toHaveText('side-versions@2 less side-versions@1');
  await expect(page).toHaveURL(/difference=1/);
  await page.reload();
  await expect(label(page, 1)).toHaveText('side-versions@2 less side-versions@1');
  await expect(page.locator('.pane.enlarged')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.probe-line')).toContainText(/side-versions@1 .*side-versions@2 less side-versions@1/s);
  await isSoundInBothThemes(page, 'difference');
  await page.setViewportSize({ width: 390, height: 844 });
  await isSound(page, 'difference on a phone');
  const boxes = await Promise.all([0, 1].map((at) => panes(page).nth(at).boundingBox()));
  expect((boxes[1]?.y ?? 0) > (boxes[0]?.y ?? 0) + (boxes[0]?.height ?? 0) - 1).toBe(true);
});

test('a difference that has no meaning says why', async ({ page, product }) => {
  test.setTimeout(240_000);
  const path = await twoVersions(product, 'side-units');
  await page.goto(path);
  await expect(page.getByTestId('overlay')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('d');
  await expect(page.locator('.viewport-side')).toContainText('the plain picture has no map');
  await page.getByLabel('Beside').selectOption({ label: 'Class activation map' });
  await expect(page.locator('.viewport-side')).toContainText('units differ: nats and logits');
  await expect(page.locator('.colour-bar')).toHaveCount(2);
  await page.getByLabel('Beside').selectOption({ label: 'RISE' });
  await expect(page.locator('.viewport-side')).toContainText(/RISE: not made yet/);
});
