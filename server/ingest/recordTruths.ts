import { z } from 'zod';
import type { Db, Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { applyCells } from '@/server/rollup/applyCells';
import { type CellDelta, truthCells } from '@/server/rollup/cell';

export const TRUTH_SOURCES = ['report', 'reader', 'pathology', 'phantom', 'unspecified'] as const;
export type TruthSource = (typeof TRUTH_SOURCES)[number];

/** One line of `POST /api/v1/truths`. */
export const truthLine = z.strictObject({
  instanceId: z.uuid().toLowerCase(),
  finding: plainText(100),
  value: z.union([z.literal(0), z.literal(1)]),
  source: z.enum(TRUTH_SOURCES).default('unspecified'),
});

export const truthsBody = z.strictObject({ truths: z.array(truthLine).min(1).max(10_000) });

export type TruthLine = z.infer<typeof truthLine>;

/**
 * Records reference labels and corrects the rollup, in one transaction. The last label of an instance for a finding
 * counts; sending the same again changes nothing. An unknown instance refuses the whole request.
 */
export async function recordTruths(
  db: Db,
  lines: TruthLine[],
  now: Date,
): Promise<{ recorded: number; unchanged: number }> {
  const latest = new Map(lines.map((line) => [`${line.instanceId} ${line.finding}`, line]));
  const wanted = [...latest.values()];
  return db.$transaction(
    async (tx) => {
      await lockInstances(tx, wanted);
      const changes = await changesOf(tx, wanted);
      for (const { line } of changes) await upsert(tx, line, now);
      await applyCells(tx, await deltasOf(tx, changes));
      const instances = [...new Set(changes.map(({ line }) => line.instanceId))];
      await appendEvents(
        tx,
        instances.map((instanceId) => ({ type: 'truth:recorded' as const, payload: { instanceId } })),
      );
      return { recorded: changes.length, unchanged: wanted.length - changes.length };
    },
    { maxWait: 20_000, timeout: 120_000 },
  );
}

/** In one order, so that two requests cannot deadlock; predictions of these instances wait meanwhile. */
async function lockInstances(tx: Tx, lines: TruthLine[]): Promise<void> {
  const ids = [...new Set(lines.map((line) => line.instanceId))];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from instance where id = any(${ids}::uuid[]) order by id for update`;
  const found = new Set(rows.map((row) => row.id));
  const errors = lines.flatMap((line, index) =>
    found.has(line.instanceId) ? [] : [{ path: `truths.${index}.instanceId`, detail: 'no such instance' }],
  );
  if (errors.length > 0)
    throw new AppError('invalid-field', `${errors.length} truths name an unknown instance; nothing was recorded`, {
      errors: errors.slice(0, 100),
    });
}

type Change = { line: TruthLine; before: 0 | 1 | null };

async function changesOf(tx: Tx, lines: TruthLine[]): Promise<Change[]> {
  const known = await tx.truth.findMany({ where: { instanceId: { in: lines.map((line) => line.instanceId) } } });
  const before = new Map(known.map((truth) => [`${truth.instanceId} ${truth.finding}`, truth]));
  return lines.flatMap((line) => {
    const old = before.get(`${line.instanceId} ${line.finding}`);
    if (old?.value === line.value && old.source === line.source) return [];
    return [{ line, before: old === undefined ? null : old.value === 1 ? 1 : 0 }];
  });
}

async function upsert(tx: Tx, { instanceId, finding, value, source }: TruthLine, receivedAt: Date): Promise<void> {
  await tx.truth.upsert({
    where: { instanceId_finding: { instanceId, finding } },
    update: { value, source, receivedAt },
    create: { instanceId, finding, value, source, receivedAt },
  });
}

async function deltasOf(tx: Tx, changes: Change[]): Promise<CellDelta[]> {
  const instanceIds = changes.map(({ line }) => line.instanceId);
  const results = await tx.findingResult.findMany({
    where: {
      prediction: { instanceId: { in: instanceIds } },
      finding: { name: { in: changes.map(({ line }) => line.finding) } },
    },
    select: {
      findingId: true,
      logit: true,
      probability: true,
      finding: { select: { name: true } },
      prediction: { select: { instance: true } },
    },
  });
  const byKey = new Map(changes.map((change) => [`${change.line.instanceId} ${change.line.finding}`, change]));
  return results.flatMap(({ findingId, logit, probability, finding, prediction: { instance } }) => {
    const change = byKey.get(`${instance.id} ${finding.name}`);
    return change === undefined
      ? []
      : truthCells({ findingId, logit, probability }, change.before, change.line.value, instance);
  });
}
