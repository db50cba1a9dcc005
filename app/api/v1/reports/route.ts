import { jsonChange } from '@/server/api/jsonChange';
import { parseQuery } from '@/server/api/query';
import { reportPaging } from '@/server/api/reportPaths';
import { json, route } from '@/server/api/route';
import { askReport, reportRequest } from '@/server/reports/askReport';
import { listReports } from '@/server/reports/readReports';

export const dynamic = 'force-dynamic';

/** Reports, newest first, cursor-paged. */
export const GET = route('read', async ({ url }) => {
  const { cursor, limit } = parseQuery(url, reportPaging);
  return json(await listReports({ cursor, limit }));
});

/** Asks for one; it is made as a job. */
export const POST = route('govern', (call) =>
  jsonChange(call, reportRequest, (asked, who) => askReport(asked, who, new Date()), 202),
);
