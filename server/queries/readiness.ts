import { db } from '@/server/db/client';
import { countJobs } from '@/server/queue/addJob';
import { WORKER_NAME } from '@/server/queue/job';
import { type TrailGuard, trailGuard } from '@/server/trail/trailRights';

export type Readiness = {
  status: 'ok' | 'unavailable';
  database: 'ok' | 'unavailable';
  /** `absent`: no worker is connected, so what arrives waits. */
  worker: 'ok' | 'absent' | 'unknown';
  queue: { waiting: number; dead: number } | null;
  /** Registered classifier versions that read new images. */
  models: number | null;
  /** Versions that failed a check of their own, or that somebody stopped: they read nothing until they are resumed. */
  stopped: number | null;
  /** What keeps the audit trail from being changed; anything but `permissions` is no reason to send no work. */
  trail: TrailGuard | null;
};

/** What a load balancer and an operator ask before they send work. */
export async function getReadiness(): Promise<Readiness> {
  try {
    const [queue, workers, models, stopped, trail] = await Promise.all([
      countJobs(db()),
      db().$queryRaw<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity where application_name = ${WORKER_NAME} and datname = current_database()`,
      db().modelVersion.count({ where: { kind: 'classifier', state: { in: ['live', 'shadow'] } } }),
      db().modelVersion.count({ where: { state: 'stopped' } }),
      trailGuard(db()),
    ]);
    const worker = (workers[0]?.n ?? 0) > 0 ? 'ok' : 'absent';
    return { status: worker === 'ok' ? 'ok' : 'unavailable', database: 'ok', worker, queue, models, stopped, trail };
  } catch {
    return {
      status: 'unavailable',
      database: 'unavailable',
      worker: 'unknown',
      queue: null,
      models: null,
      stopped: null,
      trail: null,
    };
  }
}
