'use client';
import { useMemo } from 'react';
import type { ZoneName } from '@/server/audit/zone';
import type { MapValues } from '@/server/queries/feed';
import { type Grey, pixelWords } from '../grey';
import type { LivePoint } from '../livePoint';
import type { LiveView } from '../liveView';
import { probeWords } from '../plainViewer';
import { type Point, zoneAt } from '../probe';
import { Stage } from '../stage';
import type { MaskLayer } from '../useMasks';
import type { Drawn } from '../viewCanvas';
import type { ViewerProps } from '../viewer';
import type { View } from '../viewQuery';

/** What one of two panes shows; without a map it is the plain picture. */
export type PaneOf = { label: string; map: MapValues | null; range: number; unit: string };

type Props = PaneOf & {
  image: ViewerProps['image'];
  grey: Grey | null;
  layers: MaskLayer[];
  anatomy: readonly string[];
  rest: ZoneName | null;
  point: LivePoint;
  live: LiveView;
  view: View;
  onPicture?: (picture: HTMLImageElement) => void;
  onDrawn?: (drawn: Drawn) => void;
};

const ignore = (): void => {};

/** One of two panes on the same samples, at their full depth. */
export function BesidePane({ image, grey, map, range, label, layers, rest, ...pane }: Props) {
  const subject = useMemo(() => (grey === null ? null : { grey, map, range }), [grey, map, range]);
  const words = (at: Point): string =>
    probeWords(map, at, zoneAt(layers, at, rest), grey === null ? null : pixelWords(grey, at));
  return (
    <Stage
      single
      image={image.preview}
      alt={`${image.alt}, ${label}`}
      aspect={image.width / image.height}
      frontal={image.frontal}
      {...{ subject, map, layers }}
      {...pane}
      mark={{ label, box: null }}
      says={words}
      onPicture={pane.onPicture ?? ignore}
      onDrawn={pane.onDrawn ?? ignore}
    />
  );
}
