import type { Client } from './client';
import { clientOf } from './client';
import { inspect, isSound } from './inspect';
import { expect, test } from './product';

// The page of one finding and the comparison of two versions, over predictions that were made elsewhere.

const CASES = 400;

/** Scores that rise with the finding, and in A without it too: A scores its healthy patients higher. */
function prediction(i: number): { site: string; truth: 0 | 1; probability: number } {
  const site = i % 2 === 0 ? 'A' : 'B';
  const truth = i % 10 < (site === 'A' ? 4 : 1) ? 1 : 0;
  const logit = -3 + truth * 1.5 + (site === 'A' ? 2 : 0) + ((i * 7919) % 100) / 50;
  return { site, truth, probability: 1 / (1 + Math.exp(-logit)) };
}

async function importVersion(client: Client, version: string, shift: number): Promise<void> {
  const findings = [{ name: 'Pneumonia', baseline: 0.1, threshold: 0.3, anatomy: ['lungs'] }];
  const predictions = Array.from({ length: CASES }, (_, i) => {
    const { site, truth, probability } = prediction(i);
    return {
      modelVersion: `elsewhere@${version}`,
      instance: { site, externalId: `case-${i}`, patientId: `patient-${i % 150}` },
      findings: { Pneumonia: { probability: Math.min(0.99, probability + shift) } },
      truths: { Pneumonia: truth },
    };
  });
  const answer = await client.call('/api/v1/predictions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ manifest: { name: 'elsewhere', version, findings, trainedOn: ['A'] }, predictions }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}

test.beforeAll(async ({ product }) => {
  await importVersion(clientOf(product), '1', 0);
  await importVersion(clientOf(product), '2', 0.05);
});

test('a finding says whom it follows, and its figures stand', async ({ page, product, browser, signedIn }) => {
  test.setTimeout(300_000);
  const path = '/findings/elsewhere%401/Pneumonia';
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pneumonia scores follow the site');
  await expect(page.locator('.answer').filter({ visible: true })).toContainText(
    /images from A score higher than images from B/,
  );
  await expect(page.locator('.answer .verdict').filter({ visible: true })).toContainText('Follows acquisition');
  for (const name of ['Telling sick from healthy', 'Who it follows', 'Scores', 'Decisions at a threshold']) {
    await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  }
  await expect(page.getByText('This version gives scores only').filter({ visible: true })).toBeVisible();
  await page.getByRole('button', { name: 'Count patients instead' }).click();
  await expect(page.getByText('Pooled, by patient').filter({ visible: true })).toBeVisible({ timeout: 60_000 });
  await isSound(page, 'finding with patients counted');
  await inspect(browser, { storageState: signedIn }, product.url, path);
});

test('a variable and a period are in the address', async ({ page }) => {
  await page.goto('/findings/elsewhere%401/Pneumonia');
  await page.getByRole('combobox', { name: 'Compare by' }).selectOption('patientSex');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/by=patientSex/);
  await page.goto('/findings/elsewhere%401/Pneumonia?from=2001-01-01&to=2001-02-01');
  await expect(page.getByRole('heading', { name: 'No case in this period' })).toBeVisible();
  await isSound(page, 'finding without cases');
  await page.goto('/findings/elsewhere%401/Nothing');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('nothing at this address');
});

test('two versions are compared on the same cases', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/models/elsewhere/2');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page).toHaveURL(/compare=elsewhere%401/);
  await page.getByRole('button', { name: 'Compare on the same cases' }).click();
  await expect(page.getByText('400 cases read by both').filter({ visible: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('table', { name: /Difference of AUC/ })).toBeVisible();
  await isSound(page, 'comparison');
});
