import { rowsHash } from './predictionRecord';
import type { TrailEntry } from './trailEntry';

/** An edit as the trail keeps it. `results`: logit before and after by finding; none for one that was not possible. */
export type EditMade = {
  id: string;
  kind: string;
  outcome: string;
  donorId: string | null;
  pictureSha256: string | null;
  results: readonly { finding: string; logitBefore: number; logitAfter: number }[];
};

export type EditBatch = {
  at: Date;
  instanceId: string;
  versionId: string;
  definitionVersion: string;
  /** Why this case was edited: the name of its sample. */
  sample: string;
  edits: readonly EditMade[];
};

/** Edits of one case by one version that a transaction commits, as one record: each with the sha256 of what came of it. */
export function editRecord({ at, instanceId, versionId, definitionVersion, sample, edits }: EditBatch): TrailEntry {
  const told = edits.map(({ id, kind, outcome, donorId, pictureSha256, results }) => {
    const rows = results
      .toSorted((a, b) => (a.finding < b.finding ? -1 : 1))
      .map(({ finding, logitBefore, logitAfter }) => [finding, logitBefore, logitAfter]);
    return { id, kind, outcome, donorId, pictureSha256, results: rowsHash(rows) };
  });
  return {
    ...{ kind: 'edit:committed', at, actor: 'system worker' },
    subjects: [`instance:${instanceId}`, `version:${versionId}`],
    body: { instanceId, versionId, definitionVersion, sample, edits: told },
  };
}
