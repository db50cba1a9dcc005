import { CONTROL_OF } from '@/app/edits/editWords';
import type { EditView } from '@/server/queries/edits';
import type { ShownEdit } from './shownEdit';

/** The edit of an address, of any version; null without one. */
export const askedEdit = (edits: EditView[], id: string | undefined): EditView | null =>
  edits.find((edit) => edit.id === id) ?? null;

/** The finding whose logit an edit moved most: what a link to the edit alone opens. */
export function mostMoved(edit: EditView | null): string | undefined {
  return edit?.findings.toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta))[0]?.finding;
}

/** The asked edit as the viewer shows it for a finding; null where it has no picture or is another version's. */
export function shownEdit(
  edits: EditView[],
  asked: EditView | null,
  chosen: { model: string; finding: string } | null,
): ShownEdit | null {
  if (asked === null || chosen === null || asked.model !== chosen.model) return null;
  const score = asked.findings.find(({ finding }) => finding === chosen.finding);
  if (score === undefined) return null;
  return { ...asked, score, control: controlDelta(edits, asked, chosen.finding) };
}

/** How far the control of an edit moved the same score. */
export function controlDelta(edits: EditView[], { model, kind }: EditView, finding: string): number | null {
  const control = edits.find((edit) => edit.model === model && edit.kind === CONTROL_OF[kind]);
  return control?.findings.find((each) => each.finding === finding)?.delta ?? null;
}

/** The next picture of a case that `e` shows: each edit in turn, then the original (null); backwards with `by` −1. */
export function nextEdit(ids: readonly string[], current: string | null, by: 1 | -1): string | null {
  const round: (string | null)[] = [null, ...ids];
  const at = Math.max(0, round.indexOf(current));
  return round[(at + by + round.length) % round.length] ?? null;
}
