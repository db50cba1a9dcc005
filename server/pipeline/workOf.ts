import type { ZoneName } from '@/server/audit/zone';
import type { Db } from '@/server/db/client';

/** What is known of an instance before it is read. */
export type InstanceWork = {
  fileSha256: string;
  viewPosition: string | null;
  bodyPart: string | null;
  /** Masks that came with it. */
  uploads: { zone: ZoneName; sha256: string }[];
  /** Ids of the classifiers in scope, oldest first. */
  versions: string[];
  /** Ids of those that have read it. */
  done: string[];
};

/**
 * One statement, for it runs once an image: an instance, its masks, the versions in scope and those that read it. Null
 * where there is nothing to read: it was removed, or only predictions were sent.
 */
export async function workOf(db: Db, instanceId: string): Promise<InstanceWork | null> {
  const [work] = await db.$queryRaw<InstanceWork[]>`
    select
      file_sha256 as "fileSha256",
      view_position as "viewPosition",
      body_part as "bodyPart",
      array(
        select jsonb_build_object('zone', zone, 'sha256', sha256)
        from mask
        where instance_id = instance.id and source = 'upload'
      ) as uploads,
      array(
        select id::text
        from model_version
        where kind = 'classifier' and manifest ->> 'scope' = case when instance.demo then 'demo' else 'all' end
        order by created_at, id
      ) as versions,
      array(select version_id::text from prediction where instance_id = instance.id) as done
    from instance
    where id = ${instanceId}::uuid and file_sha256 is not null`;
  return work ?? null;
}
