import type { Tx } from '@/server/db/client';
import { noteLooseFiles } from '@/server/db/looseFile';
import type { LesionBox } from '@/server/localisation/boxesMask';
import { askLocalisation } from '@/server/queue/askLocalisation';

/** Where a finding is in an image, by one source; with `sha256` a mask, else boxes. `area`: share of the picture. */
export type LesionRow = {
  instanceId: string;
  finding: string;
  source: string;
  boxes: LesionBox[] | null;
  sha256: string | null;
  height: number | null;
  width: number | null;
  area: number;
};

/** A lesion that is taken back. */
export type LesionKey = Pick<LesionRow, 'instanceId' | 'finding' | 'source'>;

/**
 * Writes lesions in the place of those of the same source, and asks for figures of maps that are there. Each instance,
 * finding and source comes once; the caller holds the row locks of the instances, and the files.
 */
export async function writeLesions(tx: Tx, lesions: readonly LesionRow[], now: Date): Promise<void> {
  if (lesions.length === 0) return;
  await noteReplaced(tx, lesions);
  await tx.$executeRaw`
    insert into lesion (instance_id, finding, source, boxes, sha256, height, width, area, received_at)
    select "instanceId", finding, source, nullif(boxes, 'null'::jsonb), sha256, height, width, area, ${now}
    from jsonb_to_recordset(${JSON.stringify(lesions)}::jsonb) as row (
      "instanceId" uuid, finding text, source text, boxes jsonb, sha256 text, height int, width int, area float8
    )
    order by "instanceId", finding, source
    on conflict (instance_id, finding, source) do update
    set boxes = excluded.boxes, sha256 = excluded.sha256, height = excluded.height, width = excluded.width,
      area = excluded.area, received_at = excluded.received_at`;
  await askLocalisation(tx, [...new Set(lesions.map(({ instanceId }) => instanceId))]);
}

/** Takes lesions back, with the figures that were made of them; answers how many there were. */
export async function removeLesions(tx: Tx, keys: readonly LesionKey[]): Promise<number> {
  if (keys.length === 0) return 0;
  await noteReplaced(tx, keys);
  const rows = JSON.stringify(keys);
  await tx.$executeRaw`
    delete from localisation l
    using jsonb_to_recordset(${rows}::jsonb) as row ("instanceId" uuid, finding text, source text), prediction p, finding f
    where p.instance_id = row."instanceId" and f.version_id = p.version_id and f.name = row.finding
      and l.prediction_id = p.id and l.finding_id = f.id and l.source = row.source`;
  return tx.$executeRaw`
    delete from lesion l
    using jsonb_to_recordset(${rows}::jsonb) as row ("instanceId" uuid, finding text, source text)
    where l.instance_id = row."instanceId" and l.finding = row.finding and l.source = row.source`;
}

/** Masks that give way to something else may be needed by nobody any more. */
async function noteReplaced(tx: Tx, keys: readonly LesionKey[]): Promise<void> {
  const rows = await tx.$queryRaw<{ sha256: string }[]>`
    select l.sha256
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as row ("instanceId" uuid, finding text, source text)
    join lesion l on l.instance_id = row."instanceId" and l.finding = row.finding and l.source = row.source
    where l.sha256 is not null`;
  if (rows.length > 0)
    await noteLooseFiles(
      tx,
      rows.map(({ sha256 }) => sha256),
    );
}
