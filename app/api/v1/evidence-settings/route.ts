import { whoOf } from '@/server/access/principal';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { parseJson } from '@/server/ingest/metadata';
import { fieldsError } from '@/server/problem/problemBody';
import { changeEvidenceSettings, evidenceSettingChange, getEvidenceSettings } from '@/server/queries/evidenceSettings';

export const dynamic = 'force-dynamic';

/** The thresholds in force with their history. */
export const GET = route('read', async () => json(await getEvidenceSettings()));

/** Changes them; the reason and who it was are recorded. */
export const PUT = route('register', async ({ request, principal }) => {
  const parsed = evidenceSettingChange.safeParse(parseJson(await readText(request, 10_000), ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  return json(await changeEvidenceSettings(parsed.data, whoOf(principal), new Date()));
});
