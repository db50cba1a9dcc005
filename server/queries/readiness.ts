import { db } from '@/server/db/client';
import { countJobs } from '@/server/queue/addJob';
import { WORKER_NAME } from '@/server/queue/job';

export type Readiness = {
  status: 'ok' | 'unavailable';
  database: 'ok' | 'unavailable';
  /** `absent`: no worker is connected, so what arrives waits. */
  worker: 'ok' | 'absent' | 'unknown';
  queue: { waiting: number; dead: number } | null;
  /** Registered classifier versions that read new images. */
  models: number | null;
};

/** What a load balancer and an operator ask before they send work. */
export async function getReadiness(): Promise<Readiness> {
  try {
    const [queue, workers, models] = await Promise.all([
      countJobs(db()),
      db().$queryRaw<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity where application_name = ${WORKER_NAME} and datname = current_database()`,
      db().modelVersion.count({ where: { kind: 'classifier' } }),
    ]);
    const worker = (workers[0]?.n ?? 0) > 0 ? 'ok' : 'absent';
    return { status: worker === 'ok' ? 'ok' : 'unavailable', database: 'ok', worker, queue, models };
  } catch {
    return { status: 'unavailable', database: 'unavailable', worker: 'unknown', queue: null, models: null };
  }
}
