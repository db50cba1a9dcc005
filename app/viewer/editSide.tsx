'use client';
import { useMemo, useState } from 'react';
import type { MapValues } from '@/server/queries/feed';
import { pixelWords } from './grey';
import type { Point } from './probe';
import { Stage, type StageProps } from './stage';
import { type GreyState, useGrey } from './useGrey';
import type { Drawn } from './viewCanvas';

/** What one of the two pictures has drawn. */
export type SideDrawn = { grey: GreyState; drawn: Drawn };

type Props = Pick<
  StageProps,
  'image' | 'alt' | 'aspect' | 'view' | 'live' | 'point' | 'map' | 'layers' | 'anatomy' | 'frontal' | 'mark' | 'failure'
> & {
  size: { height: number; width: number };
  range: number;
  /** The probe's words, given those of the pixel. */
  says: (at: Point, pixel: string | null) => string;
  onSide?: (side: SideDrawn) => void;
};

/** One of two linked pictures: the 8-bit plane that the edit was made on, with its own map. */
export function EditSide({ size: { height, width }, range, says, onSide, ...stage }: Props) {
  const { image, map } = stage;
  const [picture, setPicture] = useState<HTMLImageElement | null>(null);
  // Edits are made of the plane, not of the file: both pictures are shown at its depth.
  const source = useMemo(() => ({ preview: image, pixels: null, height, width }), [image, height, width]);
  const grey = useGrey(source, picture);
  const subject = useSubject(grey, map, range);
  const pixelOf = (at: Point) => (grey.grey === null ? null : pixelWords(grey.grey, at));
  return (
    <Stage
      {...stage}
      single
      subject={subject}
      says={(at) => says(at, pixelOf(at))}
      onPicture={setPicture}
      onDrawn={(drawn) => onSide?.({ grey, drawn })}
    />
  );
}

function useSubject({ grey }: GreyState, map: MapValues | null, range: number) {
  return useMemo(() => (grey === null ? null : { grey, map, range }), [grey, map, range]);
}
