import { Gauge, Registry } from 'prom-client';
import { db } from '@/server/db/client';
import { IS_CLASSIFIER } from '@/server/db/isClassifier';
import { newestSeq } from '@/server/live/outbox';
import { countJobs } from '@/server/queue/addJob';
import { countDeadJobs } from './jobsDead';

/** Prometheus text. Counted in the database at each scrape, so every web process tells the same. */
export async function renderMetrics(): Promise<{ text: string; contentType: string }> {
  const registry = new Registry();
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name: `sightline_${name}`, help, labelNames, registers: [registry] });
  const [jobs, dead, seq, instances, predictions, newest] = await Promise.all([
    countJobs(db()),
    countDeadJobs(),
    newestSeq(db()),
    db().instance.groupBy({ by: ['status', 'statusReason'], _count: true }),
    db().$queryRaw<{ model: string; state: string; n: number }[]>`
      select m.name || '@' || v.version as model, v.state, count(p.id)::int as n
      from model_version v
      join model m on m.id = v.model_id
      left join prediction p on p.version_id = v.id
      where ${IS_CLASSIFIER}
      group by 1, 2`,
    db().prediction.findFirst({ orderBy: { createdAt: 'desc' }, select: { createdAt: true } }),
  ]);
  gauge('queue_jobs', 'Jobs that wait or run.', []).set(jobs.waiting);
  gauge('queue_dead_jobs', 'Jobs that nobody tries any more, and instances that failed for good.', []).set(dead);
  gauge('outbox_seq', 'Sequence number of the newest live event.', []).set(seq);
  const byStatus = gauge('instances', 'Instances by status and reason.', ['status', 'reason']);
  for (const row of instances) byStatus.set({ status: row.status, reason: row.statusReason ?? '' }, row._count);
  const byModel = gauge('predictions', 'Predictions by model version.', ['model']);
  for (const row of predictions) byModel.set({ model: row.model }, row.n);
  const states = gauge('version_state', '1 for the state that each model version is in.', ['model', 'state']);
  for (const row of predictions) states.set({ model: row.model, state: row.state }, 1);
  if (newest !== null) {
    gauge('newest_prediction_timestamp_seconds', 'When the newest prediction was committed.', []).set(
      newest.createdAt.getTime() / 1000,
    );
  }
  return { text: await registry.metrics(), contentType: registry.contentType };
}
