import type { Tx } from '@/server/db/client';
import type { LiveEvent } from '@/server/live/events';
import { appendEvents } from '@/server/live/outbox';
import { askFlags } from '@/server/queue/askFlags';
import { askLocalisation } from '@/server/queue/askLocalisation';
import { applyCells } from '@/server/rollup/applyCells';
import { cellsOf } from '@/server/rollup/cell';
import { appendTrail } from '@/server/trail/appendTrail';
import { importRecord } from '@/server/trail/importRecord';
import type { TrailEntry } from '@/server/trail/trailEntry';
import { type TruthChange, truthDeltas, writeTruths } from '../writeTruths';
import { auditLine } from './auditLine';
import type { Decision } from './decideLine';
import type { EnsuredTargets } from './ensureTargets';
import { type AuditedDecision, insertDecisions } from './insertDecisions';
import type { KnownInstance } from './instanceRows';
import { keyOf, type StoredState } from './storedState';

/**
 * Of many new images at once the last so many are told of. Nobody looks at one of them yet, and an event is a hint to
 * look anew; thousands of hints a second would only keep the browsers from looking.
 */
const MOST_TOLD = 20;

type Batch = {
  decisions: Decision[];
  state: StoredState;
  /** By id. */
  instances: ReadonlyMap<string, KnownInstance>;
  /** Ids of those that this batch made. */
  made: ReadonlySet<string>;
  ensured: EnsuredTargets;
  now: Date;
  importId: string | null;
  /** Who sent it, as the audit trail names them. */
  by: string;
};

/** Writes what was decided, with its rollup changes and events; answers how many results are new. */
export async function writeDecisions(tx: Tx, batch: Batch): Promise<number> {
  const { state, instances, now, importId } = batch;
  const audited = auditAll(batch.decisions);
  const changes = truthChanges(batch.decisions);
  // Before the new results are there: those are counted with their label at once.
  const moved = await truthDeltas(
    tx,
    changes.filter(({ instanceId }) => !batch.made.has(instanceId)),
  );
  await writeTruths(tx, changes, now, importId);
  await insertDecisions(tx, audited, now, importId);
  const added = audited.flatMap(({ instanceId, findings, outcomes }) => {
    const instance = instances.get(instanceId);
    if (instance === undefined) return [];
    return outcomes.flatMap((outcome, index) => {
      const truth = state.truths.get(keyOf(instanceId, findings[index]?.name ?? '')) ?? null;
      const { outsideShare = null, areaOutside = null } = outcome;
      return cellsOf({ ...outcome, outsideShare, areaOutside, truth }, instance);
    });
  });
  await applyCells(tx, [...moved, ...added], now);
  // An image that is new in this batch has no lesion yet.
  const touched = [...audited, ...changes].flatMap(({ instanceId }) => (batch.made.has(instanceId) ? [] : instanceId));
  await askLocalisation(tx, [...new Set(touched)]);
  await askFlags(
    tx,
    audited.map(({ instanceId }) => instanceId),
  );
  await appendTrail(tx, recordsOf(batch, audited, changes));
  await appendEvents(tx, eventsOf(batch, audited));
  return audited.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
}

function recordsOf(batch: Batch, audited: AuditedDecision[], changes: TruthChange[]): TrailEntry[] {
  const { now: at, by: actor, importId, ensured } = batch;
  const record = importRecord({
    ...{ actor, at, importId },
    results: audited.flatMap(({ prediction, instanceId, target, findings, outcomes }) =>
      outcomes.map(
        ({ logit, probability }, index) =>
          [prediction.id, instanceId, target.versionId, findings[index]?.name ?? '', logit, probability] as const,
      ),
    ),
    truths: changes.map(({ instanceId, finding, value }) => [instanceId, finding, value ?? -1] as const),
  });
  const made = ensured.made.map(
    (id): TrailEntry => ({
      ...{ kind: 'model:registered', at, actor, subjects: [`version:${id}`], body: { kind: 'external', importId } },
    }),
  );
  return record === null ? made : [...made, record];
}

function auditAll(decisions: Decision[]): AuditedDecision[] {
  const begun = new Set<string>();
  return decisions.map((decision) => {
    const { prediction, findings, line } = decision;
    const first = prediction.fresh && !begun.has(prediction.id);
    begun.add(prediction.id);
    const sent = findings.flatMap((finding) => {
      const answer = line.prediction.findings[finding.name];
      return answer === undefined ? [] : [{ finding, sent: answer }];
    });
    return { ...decision, first, outcomes: auditLine(sent, line.zones) };
  });
}

const truthChanges = (decisions: Decision[]): TruthChange[] =>
  decisions.flatMap(({ instanceId, line, truths }) =>
    truths.map(({ finding, value }) => ({
      instanceId,
      finding,
      value,
      before: null,
      source: line.prediction.truthSource,
    })),
  );

type Told = Pick<LiveEvent, 'type' | 'payload'>;

function eventsOf({ decisions, made, ensured }: Batch, audited: AuditedDecision[]): Told[] {
  const first = audited.filter((decision) => decision.first);
  const told = [
    ...first.filter(({ instanceId }) => !made.has(instanceId)),
    ...first.filter(({ instanceId }) => made.has(instanceId)).slice(-MOST_TOLD),
  ];
  const labelled = decisions.filter(({ instanceId, truths }) => truths.length > 0 && !made.has(instanceId));
  return [
    ...ensured.made.map((versionId): Told => ({ type: 'model:registered', payload: { versionId } })),
    ...told.map(
      ({ instanceId, target: { versionId }, prediction }): Told => ({
        type: 'prediction:committed',
        payload: { instanceId, versionId, predictionId: prediction.id },
      }),
    ),
    ...told
      .filter(({ instanceId }) => made.has(instanceId))
      .map(({ instanceId }): Told => ({ type: 'instance:finished', payload: { instanceId } })),
    ...[...new Set(labelled.map(({ instanceId }) => instanceId))].map(
      (instanceId): Told => ({ type: 'truth:recorded', payload: { instanceId } }),
    ),
  ];
}
