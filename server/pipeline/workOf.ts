import { DELIVERED_SOURCES } from '@/server/audit/maskSource';
import type { ZoneName } from '@/server/audit/zone';
import type { Db } from '@/server/db/client';
import type { ImageFacts } from '@/server/model/imageFacts';

/** What is known of an instance before it is read. */
export type InstanceWork = {
  fileSha256: string;
  viewPosition: string | null;
  bodyPart: string | null;
  /** What a version's extra inputs are fed from. */
  facts: ImageFacts;
  /** Masks that came with it. */
  uploads: { zone: ZoneName; sha256: string; source: string }[];
  /** Ids of the classifiers in scope that read new images, live ones first, then oldest first. */
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
      jsonb_build_object(
        'patientAge', patient_age, 'patientSex', patient_sex, 'viewPosition', view_position, 'portable', portable
      ) as facts,
      array(
        select jsonb_build_object('zone', zone, 'sha256', sha256, 'source', source)
        from mask
        where instance_id = instance.id and source = any(${[...DELIVERED_SOURCES]}::text[])
      ) as uploads,
      array(
        select id::text
        from model_version
        where kind = 'classifier' and state in ('live', 'shadow')
          and manifest ->> 'scope' = case when instance.demo then 'demo' else 'all' end
        order by state = 'shadow', created_at, id
      ) as versions,
      array(select version_id::text from prediction where instance_id = instance.id) as done
    from instance
    where id = ${instanceId}::uuid and file_sha256 is not null`;
  return work ?? null;
}
