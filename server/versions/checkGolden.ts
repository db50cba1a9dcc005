import type { Db } from '@/server/db/client';
import { GOLDEN_TOLERANCE, type Golden, goldenDrift, type StoredGolden, storedGolden } from '@/server/model/golden';
import { type Manifest, manifest as manifestSchema } from '@/server/model/manifest';
import { versionState } from '@/server/model/versionState';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import { lockModel, recordChange } from './recordChange';

/** Asks a model in a process apart what it answers to the golden pictures; null where it cannot be told. */
export type AskGolden = (bytes: Uint8Array, manifest: Manifest) => Promise<Golden | null>;

/** Numbers of half and of eight bits are rounded so coarsely that one step of the last bit is more than `GOLDEN_TOLERANCE`. */
const COARSE_TOLERANCE = 2e-3;

export type GoldenCheck = { db: Db; store: Pick<FileStore, 'get'>; runtime: string; ask: AskGolden; now: () => Date };

/** What became of the versions that were asked again. `kept`: their answers were written down for the first time. */
export type GoldenReport = { met: number; kept: number; stopped: string[]; unasked: string[] };

/**
 * Asks every version again whose golden answers another runtime met last (all of them with `force`), and stops those
 * whose answers are no longer the same. A version without golden answers has them kept. What goes wrong with the asking
 * itself leaves the version as it is, for the next start.
 */
export async function checkGolden(check: GoldenCheck, force = false): Promise<GoldenReport> {
  const report: GoldenReport = { met: 0, kept: 0, stopped: [], unasked: [] };
  const rows = await check.db.modelVersion.findMany({
    where: { state: { in: ['live', 'shadow'] }, sha256: { not: null } },
    include: { model: true },
    orderBy: { createdAt: 'asc' },
  });
  for (const row of rows) {
    const kept = row.golden === null ? null : storedGolden.parse(row.golden);
    if (!force && kept?.met.runtime === check.runtime) continue;
    const name = `${row.model.name}@${row.version}`;
    const outcome = await askAgain(check, row, kept).catch((error: unknown) => {
      console.warn(`golden answers of ${name} not asked: ${error instanceof Error ? error.message : String(error)}`);
      return 'unasked' as const;
    });
    if (outcome === 'stopped' || outcome === 'unasked') report[outcome].push(name);
    else report[outcome] += 1;
  }
  return report;
}

type Row = { id: string; modelId: string; sha256: string | null; manifest: unknown; graph: unknown };

async function askAgain(
  check: GoldenCheck,
  row: Row,
  kept: StoredGolden | null,
): Promise<'met' | 'kept' | 'stopped' | 'unasked'> {
  const { db, store, runtime, ask, now } = check;
  const bytes = await store.get(row.sha256 ?? '');
  const answered = await ask(bytes, manifestSchema.parse(row.manifest)).catch((error: unknown) => {
    // That it cannot be run any more is the same as answering otherwise; that the machine was busy is not its fault.
    const isItsFault = error instanceof AppError && error.code === 'unreadable-model';
    if (isItsFault && !/took longer|was ended/.test(error.message)) return error;
    throw error;
  });
  if (answered === null) return 'unasked';
  const why = answered instanceof AppError ? answered.message : kept && whyLeft(kept, answered, tolerance(row.graph));
  if (why !== null) {
    await stop(check, row, `since ${runtime} ${why}`);
    return 'stopped';
  }
  if (answered instanceof AppError) return 'unasked';
  const met = { runtime, at: now().toISOString() };
  await db.modelVersion.update({ where: { id: row.id }, data: { golden: { ...(kept ?? answered), met } } });
  return kept === null ? 'kept' : 'met';
}

function whyLeft(kept: StoredGolden, answered: Golden, most: number): string | null {
  const { worst, picture } = goldenDrift(kept, answered);
  if (worst <= most) return null;
  const by = Number.isFinite(worst) ? worst.toPrecision(2) : 'everything';
  return `it left its golden answers by ${by} on picture "${picture}" (limit ${most}, kept by ${kept.runtime})`;
}

function tolerance(graph: unknown): number {
  const coarse = graph !== null && typeof graph === 'object' && 'precision' in graph && graph.precision !== 'float32';
  return coarse ? COARSE_TOLERANCE : GOLDEN_TOLERANCE;
}

function stop({ db, now }: GoldenCheck, { id, modelId }: Row, reason: string): Promise<void> {
  return db.$transaction(async (tx) => {
    await lockModel(tx, modelId);
    const { state } = await tx.modelVersion.findUniqueOrThrow({ where: { id }, select: { state: true } });
    const from = versionState.parse(state);
    await recordChange(tx, { versionId: id, kind: 'stopped', from, to: 'stopped', reason, by: 'worker' }, now());
  });
}

/** Whether a version was stopped for that: resumed, it has to meet the answers of today and no longer the old ones. */
export const leftGolden = (reason: string): boolean => reason.startsWith('since onnxruntime');
