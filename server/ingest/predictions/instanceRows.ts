import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import type { Acquisition } from '@/server/rollup/cell';
import { type PreparedLine, refOfId, refOfKey } from './preparedLine';

/** An instance that is in the database. */
export type KnownInstance = Acquisition & { id: string; demo: boolean; sha256: string };

const COLUMNS = Prisma.raw(`
  i.id::text as id, i.sha256, i.demo, i.site, i.department, i.scanner, i.view_position as "viewPosition", i.portable,
  i.patient_sex as "patientSex", i.patient_age as "patientAge", i.reported_by as "reportedBy",
  i.acquired_at as "acquiredAt", i.received_at as "receivedAt"`);

/** The instances that lines speak of, by their reference; with `lock` held until the transaction ends, in one order. */
export async function readInstances(
  tx: Db | Tx,
  lines: readonly PreparedLine[],
  lock = false,
): Promise<Map<string, KnownInstance>> {
  const ids = lines.flatMap(({ target }) => ('id' in target ? [target.id] : []));
  const keys = lines.flatMap(({ target }) => ('id' in target ? [] : [target.key]));
  const sites = lines.flatMap(({ target }) => ('id' in target ? [] : [target.attributes.site]));
  const rows = await tx.$queryRaw<KnownInstance[]>`
    select ${COLUMNS}
    from instance i
    where i.id = any(array(
      select unnest(${ids}::uuid[])
      union
      select known.id from unnest(${keys}::text[], ${sites}::text[]) as named (key, site)
      join instance known on known.sha256 = named.key and known.site = named.site
    ))
    order by i.id
    ${lock ? Prisma.sql`for update` : Prisma.empty}`;
  return new Map(
    rows.flatMap((row) => [[refOfId(row.id), row] as const, [refOfKey(row.site, row.sha256), row] as const]),
  );
}

/**
 * Makes the instances that are not there yet, without a picture and done; answers their ids. In the order of their keys,
 * so that two writers of the same ones cannot deadlock: the second waits, and finds them.
 */
export async function makeInstances(
  tx: Tx,
  lines: readonly PreparedLine[],
  now: Date,
  importId: string | null,
): Promise<Set<string>> {
  const rows = new Map<string, object>();
  for (const { ref, target } of lines) {
    if ('id' in target || rows.has(ref)) continue;
    const { modality: _, bodyPart: _b, burnedInAnnotation: _a, ...acquisition } = target.attributes;
    rows.set(ref, {
      ...acquisition,
      key: target.key,
      id: randomUUID(),
      studyId: randomUUID(),
      seriesId: randomUUID(),
    });
  }
  if (rows.size === 0) return new Set();
  const sent = JSON.stringify([...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));
  const studies = await tx.$queryRaw<{ id: string }[]>`
    insert into study (id, site, study_key)
    select "studyId", site, key
    from jsonb_to_recordset(${sent}::jsonb) as row ("studyId" uuid, site text, key text)
    on conflict (site, study_key) do nothing
    returning id::text as id`;
  const own = studies.map(({ id }) => id);
  if (own.length === 0) return new Set();
  await tx.$executeRaw`
    insert into series (id, study_id, series_key)
    select "seriesId", "studyId", key
    from jsonb_to_recordset(${sent}::jsonb) as row ("seriesId" uuid, "studyId" uuid, key text)
    where "studyId" = any(${own}::uuid[])`;
  const made = await tx.$queryRaw<{ id: string }[]>`
    insert into instance (
      id, series_id, sha256, format, status, site, department, scanner, view_position, portable, reported_by,
      patient_key, patient_sex, patient_age, acquired_at, received_at, import_id
    )
    select id, "seriesId", key, 'none', 'done', site, department, scanner, "viewPosition", portable, "reportedBy",
      "patientKey", "patientSex", "patientAge", "acquiredAt", ${now}, ${importId}::uuid
    from jsonb_to_recordset(${sent}::jsonb) as row (
      id uuid, "studyId" uuid, "seriesId" uuid, key text, site text, department text, scanner text,
      "viewPosition" text, portable boolean, "reportedBy" text, "patientKey" text, "patientSex" text,
      "patientAge" int, "acquiredAt" timestamptz
    )
    where "studyId" = any(${own}::uuid[])
    returning id::text as id`;
  return new Set(made.map(({ id }) => id));
}
