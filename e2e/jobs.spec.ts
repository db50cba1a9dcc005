import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { clientOf, shipped } from './client';
import { isSound } from './inspect';
import { expect, test } from './product';

// An image that the door lets pass and the worker cannot decode: damage inside of compressed data.

const page = z.object({
  rows: z.array(z.object({ id: z.string(), state: z.string(), reasons: z.array(z.object({ code: z.string() })) })),
  counts: z.object({ dead: z.number(), discarded: z.number() }),
});

/** A sound compressed file with its data garbled behind the headers; `seed` makes each another image. */
function damaged(seed: number): Buffer {
  const bytes = readFileSync(join(import.meta.dirname, '../server/dicom/testing/files/jpeg-ls-80-12.dcm'));
  const from = Math.floor(bytes.length * 0.6);
  for (let at = from; at < from + 200; at += 1) {
    // No byte of a marker, which the door would see.
    if (bytes[at] !== 0xff && bytes[at - 1] !== 0xff) bytes[at] = ((bytes[at] ?? 0) ^ (0x14 + seed)) & 0x7f;
  }
  return bytes;
}

test('a dead job is found, inspected, retried and discarded, by hand and by interface', async ({
  page: browser,
  product,
}) => {
  test.setTimeout(120_000);
  const client = clientOf(product);
  const { onnx, manifest } = shipped('phantom-segmenter');
  await client.register({ onnx, manifest });
  const classifier = shipped('phantom-faithful');
  await client.register({
    onnx: classifier.onnx,
    manifest: { ...classifier.manifest, name: 'jobs-test', scope: 'all' },
  });
  const sent: string[] = [];
  for (const seed of [1, 2]) {
    const answer = await client.post('/api/v1/instances?wait=1', {
      image: { bytes: damaged(seed) },
      metadata: JSON.stringify({ site: 'Jobs' }),
    });
    sent.push(z.object({ instanceId: z.string() }).parse(await answer.json()).instanceId);
  }
  const dead = async () => page.parse(await (await client.call('/api/v1/jobs?state=dead')).json());
  await expect.poll(async () => (await dead()).counts.dead).toBe(2);
  expect((await dead()).rows.map(({ reasons }) => reasons[0]?.code)).toEqual(['unreadable-image', 'unreadable-image']);

  // The interface: tried anew it fails anew; asked twice under one key it is done once.
  const id = `audit-instance:${sent[0]}`;
  const retry = () =>
    client.call(`/api/v1/jobs/${id}/retry`, { method: 'POST', headers: { 'idempotency-key': 'jobs-1' } });
  const answers = [await retry(), await retry()];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await answers[0]?.json()).toEqual(await answers[1]?.json());
  await expect.poll(async () => (await dead()).counts.dead).toBe(2);
  expect((await client.call('/api/v1/jobs/audit-instance:0/retry', { method: 'POST' })).status).toBe(404);

  // The page.
  await browser.goto('/jobs');
  await expect(browser.getByRole('heading', { level: 1 })).toHaveText('2 dead jobs need a decision');
  await expect(browser.getByRole('navigation', { name: 'Main', exact: true }).getByText('2 dead')).toBeVisible();
  await browser.getByRole('link', { name: 'Read an image' }).first().click();
  const panel = browser.getByRole('region', { name: 'Job' });
  await expect(panel.getByText('The image cannot be decoded.')).toBeVisible();
  await isSound(browser, 'a dead job');
  await browser.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await browser.getByRole('link', { name: /^Dead/ }).click();
  await browser.getByRole('button', { name: /Discard all 2/ }).click();
  await browser.getByRole('dialog').getByRole('button', { name: 'Discard 2 jobs' }).click();
  await expect(browser.getByText('2 jobs discarded.')).toBeVisible();
  await expect(browser.getByText('Nothing is stuck')).toBeVisible();
  const failed = await (await client.call(`/api/v1/instances/${sent[1]}`)).json();
  expect(failed).toMatchObject({ status: 'failed', statusReason: 'discarded' });
  await browser.getByRole('button', { name: 'Undo' }).click();
  await expect(browser.getByText('2 jobs will be tried now.')).toBeVisible();
  await expect.poll(async () => (await dead()).counts.dead).toBe(2);
});
