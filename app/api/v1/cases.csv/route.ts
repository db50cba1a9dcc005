import { csvPages, csvResponse } from '@/server/api/csv';
import { hiddenOf, withBlankedResults } from '@/server/api/hiddenCase';
import { caseIds, parseCohort, parsePaging, parseQuery } from '@/server/api/query';
import { route } from '@/server/api/route';
import { type CaseRow, listCases } from '@/server/queries/cases';

export const dynamic = 'force-dynamic';

const HEADER = [
  'instance_id',
  'status',
  'status_reason',
  'received_at',
  'acquired_at',
  'site',
  'department',
  'scanner',
  'view_position',
  'portable',
  'patient_sex',
  'patient_age',
  'model',
  'finding',
  'probability',
  'logit',
  'outside_share',
  'area_outside',
  'undefined_reason',
  'flags',
  'truth',
];

const PAGE = 200;

/** All cases of a filter, or the named ones among them, streamed page by page. */
export const GET = route('read', async ({ url, principal }) => {
  const filter = parseCohort(url);
  const { sort } = parsePaging(url);
  const { ids } = parseQuery(url, caseIds);
  const document = csvPages(HEADER, async (cursor) => {
    const page = { limit: PAGE, cursor, sort, only: ids?.split(',') };
    const { rows, nextCursor } = await listCases(filter, page, await hiddenOf(principal));
    return { rows: (await withBlankedResults(principal, rows)).map(cells), nextCursor };
  });
  return csvResponse('cases.csv', document);
});

const cells = ({ top, ...row }: CaseRow) => [
  row.instanceId,
  row.status,
  row.statusReason,
  row.receivedAt,
  row.acquiredAt,
  row.site,
  row.department,
  row.scanner,
  row.viewPosition,
  row.portable,
  row.patientSex,
  row.patientAge,
  top?.model,
  top?.finding,
  top?.probability,
  top?.logit,
  top?.outsideShare,
  top?.areaOutside,
  top?.undefinedReason,
  top?.flags.join(' '),
  top?.truth,
];
