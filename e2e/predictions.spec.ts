import { z } from 'zod';
import { instancesResponse } from '../server/api/responses';
import { clientOf } from './client';
import { expect, test } from './product';

// Predictions made elsewhere, over HTTP, on the running product.

const line = (externalId: string, probability: number) =>
  JSON.stringify({
    modelVersion: 'streamed@1',
    instance: { site: 'e2e-elsewhere', externalId, viewPosition: 'PA' },
    findings: { Edema: { probability } },
    truths: { Edema: 1 },
  });

const answerOf = z.object({ accepted: z.int(), unchanged: z.int(), rejected: z.int() });

test('a stream of predictions is committed when it is answered, and its cases have pages without a picture', async ({
  product,
  page,
}) => {
  const client = clientOf(product);
  const send = async (...lines: string[]) => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await client.call('/api/v1/predictions', { method: 'POST', headers, body: lines.join('\n') });
    return { status: answer.status, body: await answer.json() };
  };
  const first = await send(line('a', 0.2), 'not json', line('b', 0.9));
  expect(first.status).toBe(200);
  expect(answerOf.parse(first.body)).toEqual({ accepted: 2, unchanged: 0, rejected: 1 });
  expect(answerOf.parse((await send(line('a', 0.2))).body).unchanged).toBe(1);
  expect((await send(line('a', 0.3))).status).toBe(409);
  const listed = await client.call('/api/v1/instances?site=e2e-elsewhere');
  const { rows } = instancesResponse.parse(await listed.json());
  expect(rows.map(({ format }) => format)).toEqual(['none', 'none']);
  await page.goto(`/cases/${rows[0]?.instanceId}`);
  await expect(page.getByRole('heading', { name: 'No picture was sent for this case' })).toBeVisible();
  await page.goto('/models');
  await expect(page.getByText('known by its predictions').first()).toBeVisible();
});
