import type { Tx } from '@/server/db/client';
import { MAX_ATTEMPTS, PRIORITY } from '@/server/queue/job';

/** Puts the images in the queue that a classifier has missed while it read none, behind everything that arrives meanwhile. */
export async function catchUp(tx: Tx, versionId: string): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job(
      'audit-instance', json_build_object('instanceId', i.id), max_attempts => ${MAX_ATTEMPTS},
      job_key => 'audit-instance:' || i.id, priority => ${PRIORITY.backfill}
    )
    from instance i
    join model_version v on v.id = ${versionId}::uuid and v.kind = 'classifier'
    where i.demo = (v.manifest ->> 'scope' = 'demo') and i.file_sha256 is not null
      and (i.status in ('done', 'failed') or i.status_reason = 'no_model')
      and not exists (select 1 from prediction p where p.instance_id = i.id and p.version_id = v.id)`;
}
