import type { Db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { EDIT_VERSION } from '@/server/edit/edit';

/** Newest readings that are looked through for flagged ones. */
const LOOK_BACK = 50_000;

const READ = Prisma.sql`
  from prediction p
  join instance i on i.id = p.instance_id and i.file_sha256 is not null`;

const hasEdits = (sample?: 'random') => Prisma.sql`
  exists (
    select 1 from edit e
    where e.instance_id = p.instance_id and e.version_id = p.version_id and e.definition_version = ${EDIT_VERSION}
      ${sample === undefined ? Prisma.empty : Prisma.sql`and e.sample = ${sample}`}
  )`;

/** Of the `most` newest cases that any flag was raised on, those that have no edits yet, newest first. */
export async function pickFlagged(db: Db, versionId: string, most: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    with recent as (
      select p.id, p.instance_id, p.version_id, p.at from prediction p
      where p.version_id = ${versionId}::uuid
      order by p.at desc
      limit ${LOOK_BACK}
    ), flagged as (
      select p.instance_id, p.version_id, p.at from recent p
      join instance i on i.id = p.instance_id and i.file_sha256 is not null
      where exists (
        select 1 from finding_result r where r.prediction_id = p.id and r.at = p.at and cardinality(r.flags) > 0
      )
      order by p.at desc
      limit ${most}
    )
    select p.instance_id::text as id from flagged p where not ${hasEdits()} order by p.at desc, p.instance_id`;
  return rows.map(({ id }) => id);
}

/**
 * Cases by chance: in the order of a hash of their ids, so that a bigger share holds the smaller one. `most` in all,
 * those counted that belong to the share already; answers those that do not yet.
 */
export async function pickRandom(db: Db, versionId: string, most: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select p.instance_id::text as id ${READ}
    where p.version_id = ${versionId}::uuid and not ${hasEdits('random')}
    order by hashtextextended(p.instance_id::text, 1), p.instance_id
    limit ${Math.max(0, most - (await countRandom(db, versionId)))}`;
  return rows.map(({ id }) => id);
}

/** Cases of the random share. */
export async function countRandom(db: Db, versionId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select count(distinct e.instance_id)::int as n
    from edit e
    where e.version_id = ${versionId}::uuid and e.sample = 'random' and e.definition_version = ${EDIT_VERSION}`;
  return row?.n ?? 0;
}

/**
 * Cases that were edited for another reason before chance picked them belong to the random share from now on: without
 * them it would lack the flagged. Answers whether there were edits.
 */
export async function countAsRandom(db: Db, versionId: string, instanceId: string): Promise<boolean> {
  const { count } = await db.edit.updateMany({
    where: { versionId, instanceId, definitionVersion: EDIT_VERSION },
    data: { sample: 'random' },
  });
  return count > 0;
}
