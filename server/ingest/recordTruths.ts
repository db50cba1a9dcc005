import type { Db, Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { askLocalisation } from '@/server/queue/askLocalisation';
import { applyCells } from '@/server/rollup/applyCells';
import { appendTrail } from '@/server/trail/appendTrail';
import { batchRecord } from '@/server/trail/batchRecord';
import type { TruthLine } from './truthLine';
import type { TruthSource } from './truthSources';
import { type TruthChange, truthDeltas, writeTruths } from './writeTruths';

/** A label of an instance; the instance may turn out not to be there. */
export type NamedTruth = { instanceId: string; finding: string; value: 0 | 1; source: TruthSource };

export type Recorded = { recorded: number; unchanged: number };

/**
 * Records reference labels and corrects the rollup, in one transaction. The last label of an instance for a finding
 * counts; sending the same again changes nothing. An unknown instance refuses the whole request.
 */
export async function recordTruths(
  db: Db,
  lines: readonly NamedTruth[],
  now: Date,
  by = 'system ingest',
): Promise<Recorded> {
  const { unknown, ...recorded } = await db.$transaction(
    async (tx) => {
      const outcome = await record(tx, lines, now, by);
      if (outcome.unknown.length > 0) throw unknownInstances(outcome.unknown, 'instanceId');
      return outcome;
    },
    { maxWait: 20_000, timeout: 120_000 },
  );
  return recorded;
}

/** The same, but a line whose instance is unknown is left out; `unknown` are the indices of those. */
export function recordKnownTruths(
  db: Db,
  lines: readonly NamedTruth[],
  now: Date,
  by = 'system ingest',
): Promise<Recorded & { unknown: number[] }> {
  return db.$transaction((tx) => record(tx, lines, now, by), { maxWait: 20_000, timeout: 120_000 });
}

/** @param indices of the lines of the request */
export function unknownInstances(indices: readonly number[], field: keyof TruthLine): AppError {
  const errors = indices.map((index) => ({ path: `truths.${index}.${field}`, detail: 'no such instance' }));
  const detail = `${errors.length} truths name an unknown instance; nothing was recorded`;
  return new AppError('invalid-field', detail, { errors: errors.slice(0, 100) });
}

async function record(
  tx: Tx,
  lines: readonly NamedTruth[],
  now: Date,
  by: string,
): Promise<Recorded & { unknown: number[] }> {
  const found = await lockInstances(tx, lines);
  const unknown = lines.flatMap(({ instanceId }, index) => (found.has(instanceId) ? [] : [index]));
  const latest = new Map(
    lines
      .filter(({ instanceId }) => found.has(instanceId))
      .map((line) => [`${line.instanceId} ${line.finding}`, line] as const),
  );
  const changes = await changesOf(tx, [...latest.values()]);
  const deltas = await truthDeltas(tx, changes);
  await writeTruths(tx, changes, now);
  await applyCells(tx, deltas, now);
  const instances = [...new Set(changes.map(({ instanceId }) => instanceId))];
  // A label may contradict a lesion.
  await askLocalisation(tx, instances);
  const rows = changes.map(({ instanceId, finding, value, source }) => [instanceId, finding, value, source]);
  if (rows.length > 0)
    await appendTrail(tx, [batchRecord({ kind: 'truth:recorded', at: now, actor: by, instances, rows })]);
  await appendEvents(
    tx,
    instances.map((instanceId) => ({ type: 'truth:recorded' as const, payload: { instanceId } })),
  );
  return { recorded: changes.length, unchanged: latest.size - changes.length, unknown };
}

/** In one order, so that two requests cannot deadlock; predictions of these instances wait meanwhile. */
async function lockInstances(tx: Tx, lines: readonly NamedTruth[]): Promise<Set<string>> {
  const ids = [...new Set(lines.map((line) => line.instanceId))];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text as id from instance where id = any(${ids}::uuid[]) order by instance.id for update`;
  return new Set(rows.map((row) => row.id));
}

async function changesOf(tx: Tx, lines: readonly NamedTruth[]): Promise<TruthChange[]> {
  const known = await tx.truth.findMany({ where: { instanceId: { in: lines.map((line) => line.instanceId) } } });
  const before = new Map(known.map((truth) => [`${truth.instanceId} ${truth.finding}`, truth]));
  return lines.flatMap((line) => {
    const old = before.get(`${line.instanceId} ${line.finding}`);
    if (old?.value === line.value && old.source === line.source) return [];
    return [{ ...line, before: old === undefined ? null : old.value === 1 ? 1 : 0 }];
  });
}
