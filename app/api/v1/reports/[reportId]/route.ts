import { json, route, uuidParam } from '@/server/api/route';
import { getReport } from '@/server/reports/readReports';

export const dynamic = 'force-dynamic';

/** Where a report stands, with the hashes of its files. */
export const GET = route('read', async ({ params }) => json(await getReport(uuidParam(params, 'reportId'))));
