import type { Outcome } from '@/server/drill/feed';
import type { Subject } from '@/server/drill/subject';
import type { Proof } from './proof';

type Row = {
  id: string;
  sha256: string;
  status: string;
  reason: string | null;
  predictions: number;
  whole: number;
  received: number;
  committed: number;
  ended: number;
};

/** Instances with what was predicted for them and what was told of them. `whole`: with maps and all findings. */
const INSTANCES = `
  select i.id, i.sha256, i.status, i.status_reason as reason,
    (select count(*)::int from prediction p where p.instance_id = i.id) as predictions,
    (select count(*)::int from prediction p join attribution a on a.prediction_id = p.id
      where p.instance_id = i.id
        and (select count(*) from finding_result r where r.prediction_id = p.id and r.at = p.at)
          = (select count(*) from finding f where f.version_id = p.version_id)) as whole,
    (select count(*)::int from outbox o where o.type = 'instance:received' and o.payload ->> 'instanceId' = i.id::text) as received,
    (select count(*)::int from outbox o where o.type = 'prediction:committed' and o.payload ->> 'instanceId' = i.id::text) as committed,
    (select count(*)::int from outbox o where o.type in ('instance:finished', 'instance:failed') and o.payload ->> 'instanceId' = i.id::text) as ended
  from instance i`;

/** What was accepted is there once and was predicted exactly once by each version; nothing else is there, or half. */
export async function proveAccepted(subject: Subject, outcomes: readonly Outcome[]): Promise<Proof[]> {
  const rows = await subject.query<Row>(INSTANCES);
  const [scope] = await subject.query<{ versions: number }>(
    "select count(*)::int as versions from model_version where kind = 'classifier' and manifest ->> 'scope' = 'all'",
  );
  const versions = scope?.versions ?? 0;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const accepted = outcomes.filter(({ ids }) => ids.length > 0);
  const lost = accepted.filter(({ ids }) => ids.some((id) => !byId.has(id)));
  const doubled = accepted.filter(({ ids }) => new Set(ids).size > 1);
  const spoiled = new Set(accepted.filter(({ way }) => way === 'spoiled').flatMap(({ ids }) => ids));
  const isDone = (row: Row) =>
    row.status === 'done' &&
    [row.predictions, row.whole, row.committed].every((n) => n === versions) &&
    row.received === 1 &&
    row.ended === 1;
  const hasReason = (row: Row) => row.status === 'failed' && row.reason !== null && row.predictions === row.whole;
  const sound = rows.filter((row) => !spoiled.has(row.id));
  const wrong = sound.filter((row) => !isDone(row));
  const silent = rows.filter((row) => spoiled.has(row.id) && !isDone(row) && !hasReason(row));
  return [
    {
      claim: 'Every request that was answered 2xx is there, once',
      holds: accepted.length > 0 && lost.length === 0 && doubled.length === 0,
      found: `${accepted.length} accepted, ${lost.length} lost, ${doubled.length} doubled`,
    },
    {
      claim: 'Each was predicted exactly once by every version in scope, with all findings and maps, and told of once',
      holds: wrong.length === 0,
      found: `${sound.length} images × ${versions} versions, ${wrong.length} wrong${example(wrong)}`,
    },
    {
      claim: 'What could not be read has failed with a reason',
      holds: silent.length === 0,
      found: `${spoiled.size} spoiled, ${reasons(rows.filter(({ id }) => spoiled.has(id)))}, ${silent.length} without an end${example(silent)}`,
    },
  ];
}

/** Refused requests left no row; nobody's answer was a plain failure. */
export async function proveRefused(subject: Subject, outcomes: readonly Outcome[]): Promise<Proof[]> {
  const refused = outcomes.filter(({ way }) => way === 'refused');
  const kept = await subject.query<{ sha256: string }>('select sha256 from instance where sha256 = any($1)', [
    refused.map(({ sha256 }) => sha256),
  ]);
  const notRefused = refused.filter(({ status }) => status < 400 || status >= 500);
  const failed = outcomes.filter(({ way, ids }) => !['refused', 'abandoned'].includes(way) && ids.length === 0);
  const [half] = await subject.query<{ n: number }>(
    `select (select count(*) from study s where not exists (select 1 from series e where e.study_id = s.id))::int
      + (select count(*) from series e where not exists (select 1 from instance i where i.series_id = e.id))::int as n`,
  );
  return [
    {
      claim: 'What was refused is not there, not even half',
      holds: kept.length === 0 && notRefused.length === 0 && half?.n === 0,
      found: `${refused.length} refused, ${kept.length} kept, ${notRefused.length} not refused, ${half?.n} studies or series without an image`,
    },
    {
      claim: 'Every sender that did not give up was answered yes in the end',
      holds: failed.length === 0,
      found: `${failed.length} of ${outcomes.length} without${failed[0] ? ` (${failed[0].way}, status ${failed[0].status})` : ''}`,
    },
  ];
}

function example([row]: Row[]): string {
  if (row === undefined) return '';
  const { id, status, reason, predictions, whole, received, committed, ended } = row;
  return ` (${id}: ${status} ${reason ?? ''}, predictions ${predictions}, whole ${whole}, events ${received}/${committed}/${ended})`;
}

function reasons(rows: Row[]): string {
  const counts = new Map<string, number>();
  for (const { status, reason } of rows) {
    const key = reason === null ? status : `${status} (${reason})`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, n]) => `${n} ${key}`).join(', ') || 'none';
}
