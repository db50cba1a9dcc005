import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { decodeMask } from '../server/image/maskPng';
import { assetsDir, skipWithoutAssets } from '../server/testing/assets';
import { clientOf, devImages, readAll } from './client';
import { expect, test } from './product';

// The main job: 260 real radiographs go in, and a page that is open shows them arriving.

test.skip(skipWithoutAssets !== false, `${skipWithoutAssets} ${assetsDir}`);

test('260 radiographs go in, an open page shows them arriving without reload, and the viewer shows the heatmap', async ({
  product,
  page,
  realModels: _,
}) => {
  test.setTimeout(300_000);
  const client = clientOf(product);
  await page.goto('/');
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  const images = devImages();
  expect(images).toHaveLength(260);
  const finished = await readAll(client, images);
  // Other models of this product may have read them too.
  const read = [...finished.values()].map(({ status, predictions }) => ({
    status,
    findings: predictions.filter(({ model }) => model === 'nih14@1').length,
  }));
  expect(read.filter(({ status, findings }) => status !== 'done' || findings !== 14)).toEqual([]);

  const last = [...finished.values()].at(-1);
  await expect(page.locator(`a[href*="/cases/${last?.instanceId}"]`).first()).toBeVisible({ timeout: 15_000 });
  expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);

  await page.goto(`/cases/${last?.instanceId}?finding=Edema&model=nih14@1`);
  await expect(page.getByTestId('overlay')).toBeVisible();
  await expect
    .poll(async () => colouredShare(await page.getByTestId('overlay').screenshot()), { timeout: 20_000 })
    .toBeGreaterThan(0.05);
  await expect(page.getByText('balances to the logit')).toBeVisible();

  const dice: number[] = [];
  for (const { id, maskPath } of images) {
    const all = finished.get(id)?.masks ?? [];
    const masks = all.filter(({ zone, source }) => source === 'lung_unet@1' && zone.startsWith('lung-'));
    const found = await Promise.all(
      masks.map(async ({ href }) => decodeMask(Buffer.from(await (await client.call(href)).arrayBuffer()))),
    );
    dice.push(
      diceOf(
        found.map((mask) => mask.data),
        (await decodeMask(readFileSync(maskPath))).data,
      ),
    );
  }
  const median = dice.sort((a, b) => a - b)[130] ?? 0;
  console.log(`Dice of the segmenter's lungs, 260 images: median ${median.toFixed(4)}, least ${dice[0]?.toFixed(4)}`);
  expect(median).toBeGreaterThanOrEqual(0.98);
});

/** Share of a picture's pixels that are not grey: of a radiograph alone none is. */
async function colouredShare(png: Buffer): Promise<number> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let coloured = 0;
  for (let i = 0; i < data.length; i += info.channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 12) coloured += 1;
  }
  return coloured / (info.width * info.height);
}

/** Dice of the union of some masks against another. */
function diceOf(masks: Uint8Array[], reference: Uint8Array): number {
  let both = 0;
  let sum = 0;
  for (let i = 0; i < reference.length; i++) {
    const inside = masks.some((mask) => mask[i] === 1) ? 1 : 0;
    const expected = reference[i] ?? 0;
    both += inside & expected;
    sum += inside + expected;
  }
  return sum === 0 ? 1 : (2 * both) / sum;
}
