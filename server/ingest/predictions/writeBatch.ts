import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '@/server/db/client';
import { forgetFindingPartitions, lacksPartition } from '@/server/db/findingPartitions';
import { holdFiles } from '@/server/db/lockFile';
import type { ExternalManifest } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import type { KeyedHash } from '../keyedHash';
import { type Decision, decideLine } from './decideLine';
import { ensureTargets, type Wanted } from './ensureTargets';
import { type KnownInstance, makeInstances, readInstances } from './instanceRows';
import { prepareBatch } from './prepareBatch';
import type { NumberedLine, PreparedLine } from './preparedLine';
import type { Rejection } from './rejection';
import { readState } from './storedState';
import { writeDecisions } from './writeDecisions';

export type BatchContext = {
  db: Db;
  store: Pick<FileStore, 'put' | 'has'>;
  hash: KeyedHash;
  now: () => Date;
  /** What was stated of versions, by `name@version`. */
  manifests: ReadonlyMap<string, ExternalManifest>;
  importId: string | null;
  /** Who sends, as the audit trail names them. */
  by?: string;
  /** Runs last in the batch's transaction; what it throws takes the batch back. */
  written?: (tx: Tx, outcome: BatchOutcome) => Promise<void>;
};

export type BatchOutcome = {
  accepted: number;
  unchanged: number;
  rejections: Rejection[];
  /** Results that are new. */
  results: number;
  /** `name@version` of what was written to. */
  versions: string[];
};

/**
 * Deadlocks are tried again: our own writers lock in one order, but an index page may still bring two together. So is a
 * batch whose month was dropped since this process made sure of it, or whose image another sender named first with another
 * time: prepared anew, it writes what may be written and rejects the rest.
 */
const TRIES = 3;

/**
 * Writes a batch of lines: instances, versions, predictions, maps, results, truths, rollup changes and events in one
 * transaction. A line that cannot be taken is rejected and the others are written.
 * @throws AppError unavailable; what the database throws
 */
export async function writeBatch(context: BatchContext, lines: readonly NumberedLine[]): Promise<BatchOutcome> {
  const now = context.now();
  let prepared = await prepareBatch(context, lines, now);
  for (let tries = 1; ; tries++) {
    try {
      return await context.db.$transaction((tx) => write(tx, context, prepared, now), { timeout: 120_000 });
    } catch (error) {
      const unprepared = lacksPartition(error);
      if (tries === TRIES || !(unprepared || /40P01|deadlock/.test(String(error)))) throw error;
      if (!unprepared) continue;
      forgetFindingPartitions(context.db);
      prepared = await prepareBatch(context, lines, now);
    }
  }
}

type Prepared = Awaited<ReturnType<typeof prepareBatch>>;

async function write(tx: Tx, context: BatchContext, prepared: Prepared, now: Date): Promise<BatchOutcome> {
  const { importId, manifests } = context;
  const by = context.by ?? (importId === null ? 'system ingest' : 'operator');
  const rejections = [...prepared.rejections];
  const ensured = await ensureTargets(tx, wantedOf(prepared.lines), manifests);
  const writable = prepared.lines.filter(({ line, prediction: { modelVersion } }) => {
    const refusal = ensured.refused.get(modelVersion);
    if (refusal !== undefined) rejections.push({ line, path: 'modelVersion', detail: refusal, code: 'conflict' });
    return refusal === undefined;
  });
  await requireMasks(tx, context, writable);
  const made = await makeInstances(tx, writable, now, importId);
  const instances = await readInstances(tx, writable, true);
  const old = [...new Set([...instances.values()].map(({ id }) => id))].filter((id) => !made.has(id));
  const versionIds = [...ensured.targets.values()].map(({ versionId }) => versionId);
  const state = await readState(tx, old, versionIds);
  const decisions: Decision[] = [];
  let unchanged = 0;
  for (const line of writable) {
    const target = ensured.targets.get(line.prediction.modelVersion);
    const instance = instances.get(line.ref);
    if (target === undefined || instance === undefined) {
      rejections.push({ line: line.line, path: 'instance', detail: 'no such instance', code: 'not-found' });
      continue;
    }
    const { id: instanceId, demo } = instance;
    const at = instance.acquiredAt ?? instance.receivedAt;
    const verdict = decideLine(state, line, { instanceId, demo, target, at, importId, newId: randomUUID });
    if (verdict.kind === 'accepted') decisions.push(verdict.decision);
    else if (verdict.kind === 'rejected') rejections.push(verdict.rejection);
    else unchanged += 1;
  }
  const versions = [...new Set(decisions.map(({ target }) => target.name))];
  const byId = new Map([...instances.values()].map((instance): [string, KnownInstance] => [instance.id, instance]));
  const results = await writeDecisions(tx, { decisions, state, instances: byId, made, ensured, now, importId, by });
  const outcome = { accepted: decisions.length, unchanged, rejections: inOrder(rejections), results, versions };
  await context.written?.(tx, outcome);
  return outcome;
}

const inOrder = (rejections: Rejection[]): Rejection[] => rejections.toSorted((a, b) => a.line - b.line);

function wantedOf(lines: readonly PreparedLine[]): Map<string, Wanted> {
  const wanted = new Map<string, { findings: Set<string>; methods: Set<string> }>();
  for (const { prediction } of lines) {
    const known = wanted.get(prediction.modelVersion) ?? { findings: new Set(), methods: new Set() };
    wanted.set(prediction.modelVersion, known);
    for (const [name, { saliency }] of Object.entries(prediction.findings)) {
      known.findings.add(name);
      if (saliency !== undefined) known.methods.add(saliency.method);
    }
  }
  return wanted;
}

/** A mask that others have too may have been removed with theirs since it was kept. */
async function requireMasks(tx: Tx, { store }: BatchContext, lines: readonly PreparedLine[]): Promise<void> {
  const files = [...new Set(lines.flatMap(({ masks }) => masks.map(({ sha256 }) => sha256)))];
  if (files.length === 0) return;
  await holdFiles(tx, files);
  if ((await Promise.all(files.map(store.has))).includes(false))
    throw new AppError('unavailable', 'the file of a mask was removed meanwhile; send it again');
}
