import { createServer } from 'node:http';
import { clientOf } from './client';
import { isSound } from './inspect';
import { expect, test } from './product';

// What changed at one site in one view becomes an alarm with its course, its cases and an incident; nobody else's does.

const DAY = 86_400_000;
const DAYS = 70;
const SOON = { timeout: 60_000 };

/** The same for the same numbers, between 0 and 1. */
const chance = (n: number): number => ((n * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;

/** Predictions of two sites in two views; those of South in AP rise in the last three weeks. */
function lines(model: string, today: number): string[] {
  const places = ['North', 'South'].flatMap((site) => ['AP', 'PA'].map((viewPosition) => ({ site, viewPosition })));
  return Array.from({ length: DAYS }, (_, i) => DAYS - i).flatMap((ago) =>
    places.flatMap(({ site, viewPosition }, place) =>
      Array.from({ length: 8 }, (_, i) => {
        const rise = site === 'South' && viewPosition === 'AP' && ago <= 21 ? 1.5 : 0;
        const logit = -1.5 + rise + 1.5 * (chance(ago * 100 + place * 10 + i) - 0.5);
        const name = `${model}-${ago}-${place}-${i}`;
        const acquiredAt = new Date(today - ago * DAY + (i + 1) * 3_600_000).toISOString();
        const metadata = { site, viewPosition, patientId: name, acquiredAt };
        const findings = { Edema: { probability: 1 / (1 + Math.exp(-logit)) } };
        return JSON.stringify({ modelVersion: `${model}@1`, instance: { externalId: name, ...metadata }, findings });
      }),
    ),
  );
}

test('a shift at one site in one view is previewed, raised, followed up and closed', async ({ page, product }) => {
  test.setTimeout(300_000);
  const client = clientOf(product);
  const today = Math.floor(Date.now() / DAY) * DAY;
  const sent = await client.call('/api/v1/predictions', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines('alarmed', today).join('\n'),
  });
  expect(sent.status).toBe(200);
  const main = page.getByRole('main');

  await page.goto('/alarms/rule?model=alarmed@1');
  await main.getByLabel('Name').fill('Scores of alarmed');
  await main.getByLabel('Watch').selectOption('score');
  await main.getByRole('button', { name: 'Preview' }).click();
  await expect(main.getByText('It would have raised 1 alarm in 4 sequences')).toBeVisible(SOON);
  await isSound(page, 'alarms');
  await main.getByRole('button', { name: 'Make the rule' }).click();

  const alarm = main.getByRole('listitem').filter({ hasText: 'alarmed@1' });
  await expect(alarm.getByRole('link', { name: 'Edema at South, AP' })).toBeVisible(SOON);
  await expect(alarm).toHaveCount(1);
  await isSound(page, 'alarms');
  await expect(alarm.getByRole('link', { name: 'Its cases' })).toHaveAttribute(
    'href',
    /model=alarmed%401&finding=Edema&site=South&viewPosition=AP&from=\d{4}-\d{2}-\d{2}/,
  );
  await alarm.getByRole('link', { name: 'Course' }).click();
  await expect(main.getByRole('img', { name: /confidence sequence, against the band/ })).toBeVisible(SOON);
  // A press while the chart takes its place goes beside the words.
  await expect(async () => {
    await main.getByText('Table view').click();
    await expect(main.getByRole('region', { name: 'Days of the sequence' })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await isSound(page, 'alarms');

  await main.getByRole('link', { name: /^Incident \d+$/ }).click();
  await expect(main.getByText('Open', { exact: true })).toBeVisible(SOON);
  await main.getByLabel(/^Note/).fill('The scanner was swapped on Monday.');
  await main.getByRole('button', { name: 'Add the note' }).click();
  await expect(main.getByText('The scanner was swapped on Monday.')).toBeVisible(SOON);
  await main.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(main.getByText('Acknowledged', { exact: true })).toBeVisible(SOON);
  await main.getByLabel(/^Reason/).fill('recalibrated');
  await main.getByRole('button', { name: 'Resolve' }).click();
  await expect(main.getByText('Resolved', { exact: true })).toBeVisible(SOON);
  await main.getByRole('button', { name: 'Undo the latest change' }).click();
  await expect(main.getByText('Acknowledged', { exact: true })).toBeVisible(SOON);
  await isSound(page, 'alarms');
});

test('a webhook to a private address is refused, and its secret is shown once', async ({ page }) => {
  const got: string[] = [];
  const server = createServer((request, response) => {
    got.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await page.goto('/alarms/channels');
  const main = page.getByRole('main');
  await main.getByLabel('Name').fill('Paging');
  await main.getByLabel('Address, https://…').fill(`http://127.0.0.1:${port}/hook`);
  await main.getByRole('button', { name: 'Add the channel' }).click();
  await expect(main.getByText(/^whsec_/)).toBeVisible(SOON);
  await isSound(page, 'channels');
  await main.getByRole('button', { name: 'Test Paging' }).click();
  await expect(async () => {
    await page.reload();
    await expect(main.getByRole('row', { name: /Paging/ })).toContainText('its address is private', { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(main.getByText(/^whsec_/)).toHaveCount(0);
  expect(got).toEqual([]);

  const messages = main.getByRole('table', { name: 'Messages to Paging' });
  await expect(messages.getByRole('row', { name: /A test/ })).toContainText('waiting');
  await expect(main.getByRole('link', { name: 'CSV of what Paging was told' })).toHaveAttribute(
    'href',
    /\/api\/v1\/channels\/[0-9a-f-]{36}\/deliveries\.csv$/,
  );
  await main.getByRole('button', { name: 'New secret…' }).click();
  await main.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(main.getByText(/^whsec_/)).toBeVisible(SOON);
  await main.getByRole('button', { name: 'Remove…' }).click();
  await isSound(page, 'channels');
  await main.getByRole('button', { name: 'Remove the channel' }).click();
  await expect(main.getByRole('link', { name: 'Paging' })).toHaveCount(0, SOON);
  await new Promise((closed) => server.close(closed));
});
