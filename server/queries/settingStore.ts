import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Tx } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { appendTrail } from '@/server/trail/appendTrail';
import type { Json } from '@/server/trail/trailEntry';

/** What holds of a setting. `id`, `reason`, `changedBy` and `changedAt` null until somebody changed it. */
export type StoredSetting<Value> = {
  id: number | null;
  value: Value;
  reason: string | null;
  changedBy: string | null;
  changedAt: string | null;
};

/** Rows of a history at most. */
const HISTORY = 100;

/** The value in force: the newest that was recorded under the name, else `fallback`. */
export async function readSetting<Value>(
  tx: Tx,
  name: string,
  schema: z.ZodType<Value>,
  fallback: Value,
): Promise<StoredSetting<Value>> {
  const row = await tx.setting.findFirst({ where: { name }, orderBy: { id: 'desc' } });
  if (row === null) return { id: null, value: fallback, reason: null, changedBy: null, changedAt: null };
  return storedSetting(row, schema);
}

/** What was recorded under the name, newest first, at most 100. */
export async function settingHistory<Value>(
  tx: Tx,
  name: string,
  schema: z.ZodType<Value>,
): Promise<StoredSetting<Value>[]> {
  const rows = await tx.setting.findMany({ where: { name }, orderBy: { id: 'desc' }, take: HISTORY });
  return rows.map((row) => storedSetting(row, schema));
}

type Row = { id: number; value: unknown; reason: string; changedBy: string; changedAt: Date };

const storedSetting = <Value>({ id, value, reason, changedBy, changedAt }: Row, schema: z.ZodType<Value>) => ({
  ...{ id, value: schema.parse(value), reason, changedBy },
  changedAt: changedAt.toISOString(),
});

/**
 * Records a value beside those before it, in the audit trail too, so it must hold no secret; changes of one name wait for each other.
 * `expected`: id of the setting that was read, null where none was made yet; left out, the change is made in any case.
 * Call it late in a transaction: it takes the trail's lock. Answers the new row's id.
 * @throws AppError conflict when somebody changed it since `expected` was read
 */
export async function changeSetting(
  tx: Tx,
  name: string,
  value: { readonly [key: string]: Json },
  reason: string,
  who: string,
  now: Date,
  expected?: number | null,
): Promise<number> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`setting ${name}`}, 0))::text as held`;
  const newest = await tx.setting.findFirst({ where: { name }, orderBy: { id: 'desc' }, select: { id: true } });
  if (expected !== undefined && (newest?.id ?? null) !== expected) {
    throw new AppError('conflict', 'somebody changed these settings meanwhile; read them again, then change them', {
      errors: [{ path: 'expected', detail: `now ${newest?.id ?? 'null'}` }],
    });
  }
  const kept = JSON.parse(JSON.stringify(value));
  const { id } = await tx.setting.create({
    data: { name, value: kept, reason: reason.trim(), changedBy: who, changedAt: now },
    select: { id: true },
  });
  await appendTrail(tx, [
    {
      ...{ kind: 'setting:changed', at: now, actor: who, subjects: [`setting:${name}`] },
      body: { id, name, value, before: newest?.id ?? null, reason: textMark(reason.trim()) },
    },
  ]);
  return id;
}

/** What the audit trail keeps of a person's free text: sha256 of its UTF-8 and its length in characters. */
export const textMark = (text: string): { sha256: string; length: number } => ({
  sha256: createHash('sha256').update(text).digest('hex'),
  length: text.length,
});
