import type { Tx } from '@/server/db/client';
import { MAX_ATTEMPTS, PRIORITY } from './job';

/**
 * Asks that the maps of instances be held against their lesions, in the transaction that writes either of them: whichever
 * comes second finds the other. Nothing for instances without a lesion; one that waits already is not doubled.
 */
export async function askLocalisation(tx: Tx, instanceIds: readonly string[]): Promise<void> {
  if (instanceIds.length === 0) return;
  await tx.$queryRaw`
    select count(graphile_worker.add_job(
      'localise-instance', json_build_object('instanceId', i.id), max_attempts => ${MAX_ATTEMPTS},
      job_key => 'localise-instance:' || i.id,
      priority => (case when i.demo then ${PRIORITY.phantom} else ${PRIORITY.analysis} end)::int
    ))::int as added
    from instance i
    where i.id = any(${[...instanceIds]}::uuid[]) and exists (select 1 from lesion l where l.instance_id = i.id)`;
}
