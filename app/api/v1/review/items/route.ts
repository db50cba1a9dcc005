import { jsonChange } from '@/server/api/jsonChange';
import { parseQuery, reviewPaging } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { askItems, itemsRequest } from '@/server/review/askItems';
import { listItems } from '@/server/review/listItems';

export const dynamic = 'force-dynamic';

export const GET = route('review', async ({ url }) => {
  const { cursor, limit } = parseQuery(url, reviewPaging);
  return json(await listItems({ cursor, limit }, new Date()));
});

export const POST = route('review', (call) =>
  jsonChange(call, itemsRequest, (asked, who) => askItems(asked, who, new Date())),
);
