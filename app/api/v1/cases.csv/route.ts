import { csv } from '@/server/api/csv';
import { parseCohort, parsePaging } from '@/server/api/query';
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

/** All cases of a filter, streamed page by page. */
export const GET = route('read', async ({ url }) => {
  const filter = parseCohort(url);
  const { sort } = parsePaging(url);
  const text = new TextEncoder();
  let cursor: string | undefined;
  let header = true;
  const stream = new ReadableStream({
    async pull(controller) {
      const page = await listCases(filter, { limit: PAGE, cursor, sort });
      controller.enqueue(text.encode(csv(header ? HEADER : [], page.rows.map(cells)).replace(/^\r\n/, '')));
      header = false;
      if (page.nextCursor === null) controller.close();
      else cursor = page.nextCursor;
    },
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="cases.csv"',
      'cache-control': 'no-store',
    },
  });
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
