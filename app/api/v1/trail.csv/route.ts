import { csvPages, csvResponse } from '@/server/api/csv';
import { parseQuery } from '@/server/api/query';
import { route } from '@/server/api/route';
import { trailShown } from '@/server/api/trailShown';
import { listTrail, trailFilter } from '@/server/queries/trail';
import { HELD_BACK } from '@/server/review/heldBack';

export const dynamic = 'force-dynamic';

const HEADER = ['seq', 'at', 'kind', 'actor', 'actor_name', 'subjects', 'content', 'previous', 'hash'];
const PAGE = 200;

/** All records of a filter, streamed page by page. */
export const GET = route('trail', async ({ url, principal }) => {
  const filter = parseQuery(url, trailFilter);
  const document = csvPages(HEADER, async (cursor) => {
    const { rows, nextCursor } = await listTrail(filter, { cursor, limit: PAGE });
    const cells = (await trailShown(principal, rows)).map(({ subjects, actorName, ...row }) => [
      ...[
        row.seq,
        row.at,
        row.kind,
        row.actor,
        actorName,
        subjects.join(' '),
        row.content ?? HELD_BACK,
        row.previous,
        row.hash,
      ],
    ]);
    return { rows: cells, nextCursor };
  });
  return csvResponse('trail.csv', document);
});
