import { json, route, uuidParam } from '@/server/api/route';
import { cancelReport } from '@/server/reports/readReports';

export const dynamic = 'force-dynamic';

/** Stops one that waits or runs; doing it again changes nothing. */
export const POST = route('govern', async ({ params }) =>
  json(await cancelReport(uuidParam(params, 'reportId'), new Date())),
);
