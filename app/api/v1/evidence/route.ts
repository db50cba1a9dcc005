import { csvResponse } from '@/server/api/csv';
import { evidenceCsv } from '@/server/api/evidenceCsv';
import type { VersionVerdicts } from '@/server/api/evidenceSchema';
import { evidenceQuery, parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getEvidence, getVersionEvidence } from '@/server/queries/evidence';

export const dynamic = 'force-dynamic';

/** The lines of one finding with the verdict, or the verdicts on all findings; `format=csv` for the lines as a table. */
export const GET = route('read', async ({ url }) => {
  const { model, finding, format } = parseQuery(url, evidenceQuery);
  if (finding !== undefined) {
    const told = await getEvidence(model, finding);
    return format === 'csv' ? csvResponse('evidence.csv', evidenceCsv(told, [told])) : json(told);
  }
  const told = await getVersionEvidence(model);
  if (format === 'csv') return csvResponse('evidence.csv', evidenceCsv(told, told.findings));
  const verdicts: VersionVerdicts = { ...told, findings: told.findings.map(({ lines: _, ...rest }) => rest) };
  return json(verdicts);
});
