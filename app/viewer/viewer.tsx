'use client';
import { useState } from 'react';
import type { InstanceMask, InstancePrediction } from '@/server/queries/caseDetail';
import type { EditView } from '@/server/queries/edits';
import { METHODS } from '@/server/saliency/saliencyMethod';
import { needsMethods } from './beside/besideTarget';
import { BesideViewer } from './beside/besideViewer';
import { EditViewer } from './editViewer';
import { livePoint } from './livePoint';
import { CompareViewer } from './methods/compareViewer';
import { useMethods } from './methods/useMethods';
import { PlainViewer } from './plainViewer';
import type { ShownEdit } from './shownEdit';
import { useLiveView } from './useLiveView';

export type ViewerProps = {
  instanceId: string;
  image: { preview: string; pixels: string | null; alt: string; height: number; width: number; frontal: boolean };
  masks: InstanceMask[];
  /** The finding whose map is shown; null while there is none. */
  prediction: Pick<
    InstancePrediction,
    'model' | 'finding' | 'anatomy' | 'baseline' | 'links' | 'ledger' | 'mapUnit'
  > | null;
  /** Other versions' answers for the same finding. */
  others: InstancePrediction[];
  /** Edits that can stand beside the picture. */
  edits: Pick<EditView, 'id' | 'kind'>[];
  /** The edit that is shown beside the picture; null for the picture alone. */
  edit: ShownEdit | null;
  /** Keys that the page around it uses itself. */
  reserved?: readonly string[];
};

/**
 * The radiograph with its map, or before and after an edit, or by several methods. View and probe stay when one becomes
 * the other.
 */
export function Viewer({ edit, ...shared }: ViewerProps) {
  const { instanceId, prediction } = shared;
  const { live, view } = useLiveView();
  const [point] = useState(livePoint);
  const wanted = view.methods || view.compare.length > 1 || !METHODS[view.method].isLive || needsMethods(view);
  const methods = useMethods(prediction === null ? null : { instanceId, ...prediction }, wanted && edit === null);
  const props = { ...shared, live, view, point, methods };
  if (edit !== null) return <EditViewer {...props} edit={edit} />;
  if (view.compare.length > 1) return <CompareViewer {...props} />;
  const isPair = view.side && prediction !== null && (view.beside !== '' || view.other !== null);
  return isPair ? <BesideViewer {...props} /> : <PlainViewer {...props} />;
}
