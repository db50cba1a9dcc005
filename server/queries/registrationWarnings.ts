import type { Tx } from '@/server/db/client';

/** What was suspicious when versions were registered, by their ids; a version without warnings is not in it. */
export async function registrationWarnings(tx: Tx, versionIds: string[]): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ versionId: string; warnings: string[] }[]>`
    select distinct on (version_id) version_id::text as "versionId",
      array(select jsonb_array_elements_text(report -> 'warnings')) as warnings
    from registration
    where version_id = any(${versionIds}::uuid[]) and jsonb_typeof(report -> 'warnings') = 'array'
    order by version_id, created_at`;
  return new Map(rows.filter(({ warnings }) => warnings.length > 0).map((row) => [row.versionId, row.warnings]));
}
