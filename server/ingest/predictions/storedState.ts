import type { Tx } from '@/server/db/client';

/** A prediction of a version on an instance, as it is in the database or will be. */
export type StoredPrediction = {
  id: string;
  at: Date;
  importId: string | null;
  /** Probability by finding id. */
  probabilities: Map<number, number>;
  /** Made by this batch. */
  fresh: boolean;
};

/** What is known of a batch's instances; a decision on a line adds what it will write. */
export type StoredState = {
  /** By `<instance id> <version id>`. */
  predictions: Map<string, StoredPrediction>;
  /** By `<instance id> <finding>`. */
  truths: Map<string, 0 | 1>;
};

export const keyOf = (instanceId: string, what: string): string => `${instanceId} ${what}`;

type ResultRow = {
  id: string;
  instanceId: string;
  versionId: string;
  at: Date;
  importId: string | null;
  findingIds: number[];
  probabilities: number[];
};

/** Reads predictions by these versions and all truths of these instances, whose rows the caller has locked. */
export async function readState(tx: Tx, instanceIds: string[], versionIds: string[]): Promise<StoredState> {
  const state: StoredState = { predictions: new Map(), truths: new Map() };
  if (instanceIds.length === 0) return state;
  const rows = await tx.$queryRaw<ResultRow[]>`
    select p.id::text as id, p.instance_id::text as "instanceId", p.version_id::text as "versionId", p.at,
      p.import_id::text as "importId",
      array_agg(r.finding_id) as "findingIds", array_agg(r.probability) as probabilities
    from prediction p
    join finding_result r on r.prediction_id = p.id and r.at = p.at
    where p.instance_id = any(${instanceIds}::uuid[]) and p.version_id = any(${versionIds}::uuid[])
    group by p.id`;
  for (const { instanceId, versionId, findingIds, probabilities, ...prediction } of rows) {
    const known = new Map(findingIds.map((id, index) => [id, probabilities[index] ?? Number.NaN]));
    state.predictions.set(keyOf(instanceId, versionId), { ...prediction, probabilities: known, fresh: false });
  }
  const truths = await tx.truth.findMany({ where: { instanceId: { in: instanceIds } } });
  for (const { instanceId, finding, value } of truths)
    state.truths.set(keyOf(instanceId, finding), value === 1 ? 1 : 0);
  return state;
}
