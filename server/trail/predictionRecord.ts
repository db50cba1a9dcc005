import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json, TrailEntry } from './trailEntry';

/** A prediction as the trail keeps it. `findings`: logit and probability by name; not finite: null. */
export type PredictionMade = {
  id: string;
  instanceId: string;
  versionId: string;
  /** sha256 of what the model was given. */
  inputHash: string;
  findings: readonly { finding: string; logit: number; probability: number }[];
};

/** Predictions that one transaction commits, as one record; null when there is none. */
export function predictionRecord(made: readonly PredictionMade[], at: Date): TrailEntry | null {
  if (made.length === 0) return null;
  const predictions = made.map(({ id, instanceId, versionId, inputHash, findings }) => ({
    ...{ id, instanceId, versionId, inputHash, findings: findingsHash(findings) },
  }));
  const subjects = [
    ...new Set(made.flatMap(({ instanceId, versionId }) => [`instance:${instanceId}`, `version:${versionId}`])),
  ];
  return { kind: 'prediction:committed', at, actor: 'system worker', subjects, body: { predictions } };
}

/** sha256 of the canonical JSON (RFC 8785) of [{finding, logit, probability}, …] in the order of the names. */
export function findingsHash(findings: PredictionMade['findings']): string {
  const rows = findings
    .map(({ finding, logit, probability }) => ({ finding, logit: finite(logit), probability: finite(probability) }))
    .sort((a, b) => (a.finding < b.finding ? -1 : 1));
  return rowsHash(rows);
}

/** sha256 of rows as canonical JSON (RFC 8785). */
export const rowsHash = (rows: readonly Json[]): string =>
  createHash('sha256')
    .update(canonicalize(rows) ?? '')
    .digest('hex');

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
