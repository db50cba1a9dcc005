import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { beginRemoval, changeDemonstration, demonstrationChange, startByHand } from '@/server/demonstration/control';
import { describeDemonstration } from '@/server/demonstration/describe';
import { parseJson } from '@/server/ingest/metadata';
import { fieldsError } from '@/server/problem/problemBody';
import { settings } from '@/server/settings';

export const dynamic = 'force-dynamic';

const described = () => describeDemonstration(db(), new Date(), settings().demo);

/** How far the demonstration is. */
export const GET = route('read', async () => json(await described()));

/** Starts it where none is; the worker sends the studies. */
export const POST = route('register', async (call) => {
  const { body, status } = await idempotent(db(), call, fingerprintOf('start'), async () => {
    await startByHand(db(), new Date(), settings().demo);
    return { status: 202, body: await described() };
  });
  return json(body, status);
});

/** Pauses, resumes, or sets the speed. */
export const PATCH = route('register', async ({ request }) => {
  const parsed = demonstrationChange.safeParse(parseJson(await readText(request, 10_000), ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  await changeDemonstration(db(), parsed.data, new Date(), settings().demo);
  return json(await described());
});

/** Begins to take everything away that it brought; GET tells the progress. */
export const DELETE = route('register', async () => {
  await beginRemoval(db(), new Date());
  return json(await described(), 202);
});
