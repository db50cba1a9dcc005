import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { planStudy } from '../server/demonstration/plan';
import { renderPng } from '../server/image/render';
import { manifest } from '../server/model/manifest';
import { renderPhantom } from '../server/phantom/renderPhantom';
import { clientOf } from './client';
import { inspect, isSound } from './inspect';
import { expect, STRANGER, signIn, test } from './product';
import { startProduct } from './startProduct';

// Edits of phantoms by the shipped model that reads the hospital: from the button to the opened pair of pictures.

const SEED = 20_261_123;
const PHANTOMS = 16;
const MODEL = 'phantom-shortcut@1';
const finding = `/findings/${encodeURIComponent(MODEL)}/Pneumonia`;

const shipped = (name: string) => {
  const folder = join(import.meta.dirname, '../models', name);
  const parsed = manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  // For whatever is sent, not for the demonstration alone.
  const everything = parsed.kind === 'classifier' ? { ...parsed, scope: 'all' } : parsed;
  return { onnx: readFileSync(join(folder, 'model.onnx')), manifest: everything };
};

async function phantom(n: number): Promise<{ image: Uint8Array; metadata: object }> {
  const { study, patientId, patientAge } = planStudy(SEED, n);
  const { pixels, height, width } = renderPhantom(study, 320);
  const { department, scanner, viewPosition, portable, patientSex, truths } = study;
  const known = { department, scanner, viewPosition, portable, patientSex, patientAge, patientId, truths };
  const image = await renderPng({ height, width, pixels: Float32Array.from(pixels) });
  return { image, metadata: { ...known, site: `Phantom ${study.site}` } };
}

test('cases are edited from the finding page, and before and after are looked at in the viewer', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const product = await startProduct();
  try {
    const client = clientOf(product);
    for (const name of ['phantom-segmenter', 'phantom-shortcut']) await client.register(shipped(name));
    for (let n = 0; n < PHANTOMS; n += 1) {
      const { image, metadata } = await phantom(n);
      await client.read(image, metadata);
    }
    const context = await browser.newContext({ ...STRANGER, baseURL: product.url });
    const page = await context.newPage();
    await signIn(page, await product.signInLink());
    await page.evaluate(() => localStorage.setItem('sightline.tour', 'seen'));
    await runsToTheEnd(page);
    const link = await opensAPair(page);
    await inspect(browser, { storageState: await context.storageState() }, product.url, link);
    const { image, metadata } = await phantom(PHANTOMS);
    await editsOne(page, (await client.read(image, metadata)).instanceId);
    expect(product.output()).not.toMatch(/error/i);
  } finally {
    await product.stop();
  }
});

async function runsToTheEnd(page: Page): Promise<void> {
  await page.goto(finding);
  const panel = page.getByRole('region', { name: 'Edits', exact: true });
  await expect(panel).toContainText('No case has been edited yet');
  await panel.getByRole('button', { name: 'Edit 200 cases at random' }).click();
  await expect(panel).toContainText('Edit 200 cases at random: done', { timeout: 90_000 });
  await expect(panel).toContainText(`of ${PHANTOMS} edited`);
  await expect(panel.locator('.edit-card').first()).toBeVisible();
  await expect(panel.getByRole('table')).toContainText('Phantom A');
  await isSound(page, 'the finding with edits');
}

/** Opens the first card, goes through the edits by the keyboard, and answers the link to one of them. */
async function opensAPair(page: Page): Promise<string> {
  await page.locator('.edit-card a').filter({ visible: true }).first().click();
  await expect(page).toHaveURL(/\/cases\/.*edit=/);
  const line = page.getByRole('region', { name: 'Edit shown' });
  await expect(line).toContainText('Pneumonia: logit');
  await expect(page.getByTestId('view-canvas')).toHaveCount(2);
  await expect(page.locator('.pane-label')).toHaveText(['Before', /^After: /]);
  await expect(page.getByTestId('overlay')).toHaveCount(2);
  await expect(page.locator('.changed-box.over')).toHaveCount(2);

  const list = page.getByRole('region', { name: 'Edits', exact: true });
  const first = new URL(page.url()).searchParams.get('edit');
  const names = await list.locator('li a').count();
  await page.keyboard.press('e');
  await expect.poll(() => new URL(page.url()).searchParams.get('edit')).not.toBe(first);
  for (let press = 1; press < names; press += 1) await page.keyboard.press('e');
  await expect.poll(() => new URL(page.url()).searchParams.get('edit')).toBe(first);
  await page.keyboard.press('z');
  await expect(page).toHaveURL(/zoom=1\.50/);
  await line.getByRole('link', { name: 'Original' }).click();
  await expect(page).not.toHaveURL(/edit=/);
  await expect(page.getByTestId('view-canvas')).toHaveCount(1);
  await page.goBack();
  await expect(line).toBeVisible();

  const link = `${new URL(page.url()).pathname}?edit=${first}`;
  await page.goto(link);
  await expect(line).toBeVisible();
  await expect(list.locator('a[aria-current]')).not.toContainText('Original');
  return link;
}

async function editsOne(page: Page, instanceId: string): Promise<void> {
  await page.goto(`/cases/${instanceId}?edit=00000000-0000-4000-8000-000000000000`);
  const list = page.getByRole('region', { name: 'Edits', exact: true });
  await expect(list).toContainText('not here any more');
  await list.getByRole('button', { name: 'Edit this case' }).click();
  await expect(list).toContainText('Marker erased', { timeout: 30_000 });
}
