import { rowsHash } from './predictionRecord';
import type { Json, TrailEntry, TrailKind } from './trailEntry';

type Batch = {
  kind: TrailKind;
  at: Date;
  actor: string;
  instances: readonly string[];
  /** What was written of them; counted and hashed. */
  rows: readonly Json[];
  body?: { readonly [key: string]: Json };
};

/** Instances that are named as subjects: all of a batch of ordinary size. */
const MOST_SUBJECTS = 1_000;

/** What was done to many instances at once, as one record: count, sha256 over the rows, and whom it concerns. */
export function batchRecord({ kind, at, actor, instances, rows, body = {} }: Batch): TrailEntry {
  const ids = [...new Set(instances)];
  const subjects = ids.length > MOST_SUBJECTS ? [] : ids.map((id) => `instance:${id}`);
  return {
    kind,
    at,
    actor,
    subjects,
    body: { ...body, instances: ids.length, rows: rows.length, sha256: rowsHash(rows) },
  };
}
