import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { isSoundInBothThemes } from './inspect';
import { expect, test } from './product';

// The registration wizard: a file without a manifest, the form and its text, the dry run, and what a reload keeps.

const ONNX = readFileSync(join(import.meta.dirname, '../models/phantom-faithful/model.onnx'));

const files = (page: Page) => page.getByLabel('Drop the ONNX file here, or choose it');
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name });
const next = (page: Page) => page.getByRole('button', { name: /^Next:/ });

/** Sends the phantom model without a manifest, and waits until it was tried. */
async function read(page: Page, name: string): Promise<void> {
  await page.goto('/models/new');
  await files(page).setInputFiles({ name: `${name}.onnx`, mimeType: 'application/octet-stream', buffer: ONNX });
  await expect(page.getByText(`${name}.onnx`)).toBeVisible();
  await page.getByRole('button', { name: 'Read the files' }).click();
  await expect(heading(page, 'What was read')).toBeFocused({ timeout: 30_000 });
  await expect(page.getByText('Saliency methods')).toBeVisible({ timeout: 120_000 });
}

test('a file without a manifest is read, looked over, tried and registered', async ({ page }) => {
  test.setTimeout(300_000);
  await read(page, 'wizard-first');
  await expect(page.getByText('Class activation map')).toBeVisible();
  await expect(page.getByText(/Attention rollout/)).toBeVisible();
  await isSoundInBothThemes(page, 'what was read');
  await next(page).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('wizard-first');
  await page.getByLabel('Name of channel 0').fill('Nodule');
  await expect(page.getByLabel('Manifest, as JSON')).toHaveValue(/"name": "Nodule"/);
  await isSoundInBothThemes(page, 'manifest');
  await next(page).click();
  await expect(page.getByText('The manifest has changed since this run')).toBeVisible();
  await page.getByRole('button', { name: 'Run it again' }).click();
  await expect(page.getByText('The manifest has changed since this run')).toBeHidden({ timeout: 120_000 });
  await expect(page.getByRole('rowheader', { name: 'Nodule', exact: true })).toBeVisible({ timeout: 120_000 });
  await isSoundInBothThemes(page, 'dry run');
  await next(page).click();
  await page.getByRole('button', { name: /^Register wizard-first@/ }).click();
  await expect(heading(page, 'Registered')).toBeVisible({ timeout: 120_000 });
  await page.getByRole('link', { name: 'Open the model’s page' }).click();
  await expect(page).toHaveURL(/\/models\/wizard-first\//);
});

test('a reload keeps the step, the try and what was typed', async ({ page }) => {
  test.setTimeout(240_000);
  await read(page, 'wizard-kept');
  await next(page).click();
  await page.getByRole('textbox', { name: 'Version', exact: true }).fill('7.1');
  await expect(page).toHaveURL(/try=.*step=manifest/);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Version', exact: true })).toHaveValue('7.1', { timeout: 30_000 });
  await page.goBack();
  await expect(heading(page, 'What was read')).toBeVisible();
});

test('a wrong field is told at the field, and leads to it', async ({ page }) => {
  test.setTimeout(240_000);
  await read(page, 'wizard-wrong');
  await next(page).click();
  const baseline = page.getByLabel(/^Baseline of/).first();
  await baseline.fill('1.8');
  await expect(baseline).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: /^findings\.0\.baseline/ }).click();
  await expect(baseline).toBeFocused();
  await baseline.fill('0.18');
  await expect(baseline).toHaveAttribute('aria-invalid', 'false');
});

test('a file that is no ONNX is refused with its reason, and nothing is registered', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/models/new');
  await files(page).setInputFiles({ name: 'broken.onnx', mimeType: 'x/y', buffer: ONNX.subarray(0, 3_000) });
  await page.getByRole('button', { name: 'Read the files' }).click();
  await expect(page.locator('.problem')).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('button', { name: 'Register', exact: true })).toBeDisabled();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(heading(page, 'Files')).toBeVisible();
  await page.goto('/models');
  await expect(page.getByText('broken')).toHaveCount(0);
});
