'use client';
import { withBase } from '@/app/shell/basePath';
import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { mapScale } from '../mapScale';
import { useSaliency } from '../useSaliency';
import type { ViewerProps } from '../viewer';
import type { View } from '../viewQuery';
import type { Figures } from './figures';
import type { MethodEntry } from './methodList';
import { methodScale } from './methodScale';

type Prediction = ViewerProps['prediction'];

const NONE: Figures = {};

/** Where the map of a method is; null while there is none. */
export function mapHref(
  instanceId: string,
  prediction: Prediction,
  method: SaliencyMethodName,
  list: readonly MethodEntry[] | null,
): string | null {
  if (prediction === null) return null;
  if (method === 'cam') return prediction.links.saliency;
  if (method === 'log-ratio') return prediction.links.logRatio;
  const entry = list?.find((known) => known.method === method);
  if (entry?.state !== 'ready') return null;
  const { model, finding } = prediction;
  return withBase(`/api/v1/instances/${instanceId}/saliency?${new URLSearchParams({ model, finding, method })}`);
}

/** The map of a method with its scale and what it says of itself. */
export function useMethodMap(href: string | null, prediction: Prediction, view: Pick<View, 'method' | 'range'>) {
  const state = useSaliency(href);
  const { method } = view;
  if (state.at !== 'ready') return { state, map: null, scale: mapScale(prediction, view, [null]), figures: NONE };
  const { map, unit, figures } = state;
  const scale =
    prediction === null || METHODS[method].isLive
      ? mapScale(prediction, view, [map])
      : methodScale(method, prediction.finding, unit, map);
  return { state, map, scale, figures };
}
