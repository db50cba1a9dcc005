'use client';
import { useState } from 'react';
import type { InstanceMask, InstancePrediction } from '@/server/queries/caseDetail';
import { EditViewer } from './editViewer';
import { livePoint } from './livePoint';
import { PlainViewer } from './plainViewer';
import type { ShownEdit } from './shownEdit';
import { useLiveView } from './useLiveView';

export type ViewerProps = {
  image: { preview: string; pixels: string | null; alt: string; height: number; width: number; frontal: boolean };
  masks: InstanceMask[];
  /** The finding whose map is shown; null while there is none. */
  prediction: Pick<
    InstancePrediction,
    'model' | 'finding' | 'anatomy' | 'baseline' | 'links' | 'ledger' | 'mapUnit'
  > | null;
  /** The edit that is shown beside the picture; null for the picture alone. */
  edit: ShownEdit | null;
};

/** The radiograph with its map, or before and after an edit. View and probe stay when one becomes the other. */
export function Viewer({ edit, ...shared }: ViewerProps) {
  const { live, view } = useLiveView();
  const [point] = useState(livePoint);
  if (edit === null) return <PlainViewer {...shared} live={live} view={view} point={point} />;
  return <EditViewer {...shared} edit={edit} live={live} view={view} point={point} />;
}
