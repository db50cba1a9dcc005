import type { EditKind } from './editKind';
import type { EditPair } from './evidenceInput';

/** A case with its edits by kind. */
export type EditedCase = { first: EditPair; edits: Partial<Record<EditKind, EditPair>> };

/** Edits by case, in the order of their ids. */
export function editedCases(pairs: readonly EditPair[]): EditedCase[] {
  const cases = new Map<string, EditedCase>();
  for (const pair of pairs) {
    const known = cases.get(pair.instanceId) ?? { first: pair, edits: {} };
    known.edits[pair.kind] = pair;
    cases.set(pair.instanceId, known);
  }
  return [...cases.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** What was not edited since there is nothing to edit is the real picture. */
export const counts = ({ outcome, inDistribution }: EditPair): boolean =>
  outcome === 'nothing-to-edit' || inDistribution === true;

export const changeOf = ({ outcome, before, after }: EditPair): number =>
  outcome === 'nothing-to-edit' ? 0 : after - before;
