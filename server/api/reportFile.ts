import { PAGE_POLICY } from '@/server/reports/page/pagePolicy';
import { type ReportFile, readReportFile } from '@/server/reports/readReports';
import { store } from '@/server/store/store';
import { type Call, uuidParam } from './route';

const FILES = {
  page: { type: 'text/html; charset=utf-8', ending: 'html', shown: 'inline' },
  pdf: { type: 'application/pdf', ending: 'pdf', shown: 'attachment' },
  content: { type: 'application/json', ending: 'json', shown: 'attachment' },
} as const satisfies Record<ReportFile, { type: string; ending: string; shown: string }>;

/** A file of a report, byte for byte as it was hashed. `saved`: also the page is saved rather than shown. */
export async function reportFile({ params }: Call, file: ReportFile, saved = false): Promise<Response> {
  const id = uuidParam(params, 'reportId');
  const bytes = await readReportFile(id, file, { store: store() });
  const { type, ending, shown } = FILES[file];
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `${saved ? 'attachment' : shown}; filename="report-${id}.${ending}"`,
      'content-security-policy': `${PAGE_POLICY}; frame-ancestors 'none'; sandbox`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
