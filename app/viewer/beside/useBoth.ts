'use client';
import type { InstancePrediction } from '@/server/queries/caseDetail';
import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { mapHref, useMethodMap } from '../methods/methodMap';
import type { SharedProps } from '../plainViewer';
import type { PaneOf } from './besidePane';
import { type BesideTarget, besideMethods } from './besideTarget';
import type { Difference } from './differenceMap';
import { useDifference } from './useDifference';

/** One side's map, and the method that made it. */
export type Side = ReturnType<typeof useMethodMap> & { method: SaliencyMethodName };

export type Both = {
  here: Side;
  there: Side;
  panes: [PaneOf, PaneOf];
  difference: Difference | null;
  /** Both panes are on one scale. */
  same: boolean;
};

/** Both maps, their scales, and what each pane shows of them. */
export function useBoth({ instanceId, prediction, others, view, methods }: SharedProps, target: BesideTarget): Both {
  const [hereMethod, thereMethod] = besideMethods(target, view.method);
  const beside: InstancePrediction | SharedProps['prediction'] =
    target.kind === 'version' ? (others.find(({ model }) => model === target.model) ?? null) : prediction;
  const here = useMethodMap(mapHref(instanceId, prediction, hereMethod, methods.list), prediction, {
    ...view,
    method: hereMethod,
  });
  const href = target.kind === 'plain' ? null : mapHref(instanceId, beside, thereMethod, methods.list);
  const there = useMethodMap(href, beside, { ...view, method: thereMethod });
  const difference = useDifference(here, there, target.kind === 'plain');
  const subtracted = view.difference && difference?.at === 'ready' ? difference.map : null;
  const same = target.kind !== 'method' || subtracted !== null;
  const range = Math.max(here.scale?.range ?? 1, same ? (there.scale?.range ?? 0) : 0);
  const [first, second] = labelsOf(target, prediction?.model ?? '', hereMethod);
  const own: PaneOf = { label: first, map: here.map, range, unit: here.scale?.unit ?? '' };
  const other: PaneOf =
    subtracted === null
      ? { ...sideOf(there), label: second, ...(same && { range }) }
      : { ...own, label: `${second} less ${first}`, map: subtracted };
  const panes: [PaneOf, PaneOf] = target.kind === 'plain' ? [{ ...own, map: null, label: second }, own] : [own, other];
  return {
    here: { ...here, method: hereMethod },
    there: { ...there, method: thereMethod },
    ...{ panes, difference, same },
  };
}

const sideOf = ({ map, scale }: Pick<ReturnType<typeof useMethodMap>, 'map' | 'scale'>): Omit<PaneOf, 'label'> => ({
  map,
  range: scale?.range ?? 1,
  unit: scale?.unit ?? '',
});

function labelsOf(target: BesideTarget, model: string, shown: SaliencyMethodName): [string, string] {
  if (target.kind === 'version') return [model, target.model];
  if (target.kind === 'method') return [METHODS[shown].label, METHODS[target.method].label];
  return ['Overlay', 'Plain'];
}
