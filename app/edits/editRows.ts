import type { ForestAxis, ForestRow } from '@/app/chart/forestPlot';
import { count, plural, signed } from '@/app/format/number';
import type { EditKind } from '@/server/edit/edit';
import type { EditEffect } from '@/server/queries/editSummary';
import { CONTROL_OF, deltaText, EDIT_WORDS } from './editWords';

/** Kinds that are rows, in order of weight; controls stand beside what they belong to. */
export const EDITS_SHOWN = ['marker-erase', 'swap-other', 'frame-erase'] as const satisfies readonly EditKind[];

/**
 * One row an edit and site: the control subtracted case by case; frame erasure, which has none, by itself. Under
 * `minPairs` cases a row is marked as few.
 */
export function editRows(effects: readonly EditEffect[], minPairs: number): ForestRow[] {
  return EDITS_SHOWN.flatMap((kind) =>
    effects.filter((effect) => effect.kind === kind).map((effect) => editRow(effect, effects, minPairs)),
  );
}

function editRow(effect: EditEffect, effects: readonly EditEffect[], minPairs: number): ForestRow {
  const { kind, site, mean, net, pairs, inside, outside, unjudged } = effect;
  const control = effects.find((each) => each.site === site && each.kind === CONTROL_OF[kind]);
  const hasControl = CONTROL_OF[kind] !== undefined;
  const told = hasControl ? net : mean;
  const n = hasControl ? pairs : inside;
  const row = { key: `${kind} ${site}`, name: EDIT_WORDS[kind].name, n: plural(n, 'case') };
  const alone = mean === null ? 'not told' : deltaText(mean.value);
  const beside = control?.mean ? deltaText(control.mean.value) : 'none';
  const word = hasControl ? `edit ${alone}, control ${beside}` : 'has no control';
  const others = [
    outside > 0 ? `${count(outside)} unlike real ones` : null,
    unjudged > 0 ? `${count(unjudged)} not judged` : null,
  ].filter((part) => part !== null);
  const under = [site, ...others].join('; ');
  const missing = inside > 0 ? 'no control' : outside > 0 ? 'none looks real' : 'likeness not judged';
  if (told === null)
    return { ...row, under, value: null, low: null, high: null, text: null, interval: null, missing, word };
  const { value, low, high } = told;
  return {
    ...row,
    under,
    ...{ value, low, high, word },
    text: deltaText(value),
    interval: low === null || high === null ? null : `${signed(low, 2)} to ${signed(high, 2)}`,
    tone: n < minPairs ? 'few' : 'plain',
  };
}

/** Logits either way, as far as the rows reach, in whole ones. */
export function editAxis(rows: readonly ForestRow[]): ForestAxis {
  const ends = rows.flatMap(({ value, low, high }) => [value, low, high]).filter((end) => end !== null);
  const reach = Math.max(1, Math.ceil(Math.max(0, ...ends.map(Math.abs))));
  const ticks = [-reach, -reach / 2, 0, reach / 2, reach].map((at) => ({
    at,
    text: signed(at, Number.isInteger(at) ? 0 : 1),
  }));
  return { name: 'Change of the logit, control subtracted', from: -reach, to: reach, ticks, none: 0 };
}

/** "198 of 200 cases edited; 2 cases without a marker or frame": what there was to edit. */
export function outcomeLine(cases: number, edited: number, nothing: number): string {
  const rest = nothing === 0 ? '' : `; nothing to erase in ${plural(nothing, 'case')}`;
  return `${plural(edited, 'case')} of ${count(cases)} edited${rest}`;
}
