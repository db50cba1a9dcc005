import { z } from 'zod';
import { type Client, clientOf } from './client';
import { inspect, isSound } from './inspect';
import { expect, test } from './product';

// The evidence of one finding with its verdict, and the page that says how it is judged; predictions made elsewhere.

const CASES = 600;
const PATH = '/findings/evidence%401/Pneumonia';

/** Site A has more of the finding, and its healthy patients score higher by one logit. */
async function importVersion(client: Client): Promise<void> {
  const findings = [
    { name: 'Pneumonia', baseline: 0.1, threshold: 0.3, anatomy: ['lungs'] },
    { name: 'Effusion', baseline: 0.1, threshold: 0.3, anatomy: ['lungs'] },
  ];
  const predictions = Array.from({ length: CASES }, (_, i) => {
    const site = i % 2 === 0 ? 'A' : 'B';
    const truth = i % 10 < (site === 'A' ? 4 : 1) ? 1 : 0;
    const noise = ((i * 7919) % 100) / 50;
    const score = (logit: number): number => 1 / (1 + Math.exp(-logit));
    return {
      modelVersion: 'evidence@1',
      instance: { site, externalId: `evidence-${i}`, patientId: `evidence-${i}` },
      findings: {
        Pneumonia: { probability: score(-3 + truth * 1.5 + (site === 'A' ? 1 : 0) + noise) },
        Effusion: { probability: score(-3 + truth + noise) },
      },
      truths: { Pneumonia: truth },
    };
  });
  const answer = await client.call('/api/v1/predictions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ manifest: { name: 'evidence', version: '1', findings, trainedOn: ['A'] }, predictions }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}

test.beforeAll(async ({ product }) => {
  await importVersion(clientOf(product));
});

test('a finding has one verdict, its lines in order of weight, and their CSV', async ({
  page,
  product,
  browser,
  signedIn,
}) => {
  test.setTimeout(180_000);
  await page.goto(PATH);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pneumonia scores follow the site');
  await expect(page.locator('.answer .verdict').filter({ visible: true })).toHaveText('Follows acquisition');
  await expect(page.locator('.answer').filter({ visible: true })).toContainText('No edit can test it');
  const evidence = page.locator('#evidence').filter({ visible: true });
  for (const title of ['These decide', 'These confirm', 'These explain, and decide nothing']) {
    await expect(evidence.getByRole('heading', { name: title })).toBeVisible();
  }
  await expect(evidence.getByRole('row', { name: /Score tells .* past the strong limit/ })).toBeVisible();
  await expect(evidence.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', /negatives%3Asite/);
  await expect(page.getByRole('region', { name: 'Edits' })).toContainText('No edits are possible without the model');
  await expect(page.locator('#maps').filter({ visible: true })).toContainText('there are only scores');
  await inspect(browser, { storageState: signedIn }, product.url, PATH);
});

test('a finding without labels says what is missing', async ({ page }) => {
  await page.goto('/findings/evidence%401/Effusion');
  await expect(page.locator('.answer .verdict').filter({ visible: true })).toHaveText('Too few cases');
  await expect(page.locator('.answer').filter({ visible: true })).toContainText('100 cases without the finding');
  await isSound(page, 'finding without labels');
});

test('the method is one key away, and a change of its thresholds is recorded with its reason', async ({
  page,
  product,
  browser,
  signedIn,
}) => {
  test.setTimeout(120_000);
  await page.goto('/');
  await expect(page.locator('.live').filter({ visible: true })).toHaveAttribute('data-state', 'live', {
    timeout: 20_000,
  });
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/\/method$/);
  await expect(page.getByRole('table', { name: 'Decision table of the verdict' })).toContainText(
    'Relies on acquisition',
  );
  await page.getByText('Change them').filter({ visible: true }).click();
  await page.getByLabel('Strong from, AUC').fill('0.55');
  await page.getByLabel('Reason, kept with the change').fill('browser test');
  await page.getByRole('button', { name: 'Change the thresholds' }).click();
  await expect(page.locator('.problem').filter({ visible: true })).toContainText(/redAuc/);
  await page.getByLabel('Strong from, AUC').fill('0.98');
  await page.getByRole('button', { name: 'Change the thresholds' }).click();
  await expect(page.locator('.changes').filter({ visible: true })).toContainText('browser test');
  await expect(page.locator('.changes').filter({ visible: true })).toContainText('0.75 to 0.98');
  await inspect(browser, { storageState: signedIn }, product.url, '/method');
  await page.goto(PATH);
  await expect(page.locator('.answer .verdict').filter({ visible: true })).toHaveText('Weak association');
  await restore(clientOf(product));
});

const settings = z.object({ id: z.number(), defaults: z.record(z.string(), z.number()) });

/** Other tests judge by the thresholds that were fixed in advance. */
async function restore(client: Client): Promise<void> {
  const { id, defaults } = settings.parse(await (await client.call('/api/v1/evidence-settings')).json());
  const answer = await client.call('/api/v1/evidence-settings', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ thresholds: defaults, reason: 'as before', expected: id }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}
