import { whoOf } from '@/server/access/principal';
import { csvPages, csvResponse } from '@/server/api/csv';
import { refuseHiddenAmong } from '@/server/api/hiddenCase';
import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { linkCells, linkColumns, linksQuery } from '@/server/api/linkSchema';
import { parseQuery } from '@/server/api/query';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { parseJson } from '@/server/ingest/metadata';
import { createLink } from '@/server/links/createLink';
import { casesOf, newLink } from '@/server/links/linkPolicy';
import { getLink, listLinks } from '@/server/links/listLinks';
import { linkPath } from '@/server/links/visit';
import { fieldsError } from '@/server/problem/problemBody';

export const dynamic = 'force-dynamic';

/** Links, newest first; with format=csv all of them. */
export const GET = route('share', async ({ url }) => {
  const { cursor, limit, format } = parseQuery(url, linksQuery);
  if (format !== 'csv') return json(await listLinks({ cursor, limit }, new Date()));
  const now = new Date();
  const document = csvPages(linkColumns, async (from) => {
    const { rows, nextCursor } = await listLinks({ cursor: from, limit: 200 }, now);
    return { rows: rows.map(linkCells), nextCursor };
  });
  return csvResponse('links.csv', document);
});

/** Makes a link. Its path is in this answer alone: sent again under the same key, it comes without. */
export const POST = route('share', async (call) => {
  const asked = newLink.safeParse(parseJson(await readText(call.request, 50_000), ''));
  if (!asked.success) throw fieldsError(asked.error, '');
  await refuseHiddenAmong(call.principal, casesOf(asked.data.subject));
  const { passcode, ...rest } = asked.data;
  let token: string | null = null;
  // What is kept for the key holds neither the token nor anything that the passcode could be guessed by.
  const print = fingerprintOf(JSON.stringify({ ...rest, hasPasscode: passcode !== undefined }));
  const { status, body } = await idempotent(db(), call, print, async () => {
    const now = new Date();
    const made = await createLink(asked.data, whoOf(call.principal), now);
    token = made.token;
    return { status: 201, body: JSON.parse(JSON.stringify({ link: await getLink(made.id, now) })) };
  });
  const parts = typeof body === 'object' ? body : {};
  return json({ ...parts, path: token === null ? null : linkPath(token) }, status);
});
