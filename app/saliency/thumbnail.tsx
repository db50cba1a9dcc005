'use client';
import { useEffect, useRef, useState } from 'react';
import { withBase } from '@/app/shell/basePath';
import type { MapValues } from '@/server/queries/feed';
import { HeatCells } from './heatCells';
import { CAM_RANGE } from './ranges';

type Props = {
  instanceId: string;
  map: MapValues | null;
  size: number | 'fill';
  pixels?: number;
  /** `none`: only predictions were sent. */
  format: string;
};

/**
 * A small radiograph with the true cells of its CAM on the common scale. Decoration: the words stand beside it.
 * Cells come with the picture and never before it: on black they would mean nothing.
 */
export function Thumbnail({ format, ...rest }: Props) {
  if (format !== 'none') return <Picture {...rest} />;
  const { size } = rest;
  return (
    <span className="thumb no-picture" style={size === 'fill' ? undefined : { width: size, height: size }}>
      {size === 'fill' && 'no picture was sent'}
    </span>
  );
}

function Picture({ instanceId, map, size, pixels = 96 }: Omit<Props, 'format'>) {
  const picture = useRef<HTMLImageElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    // It may have come before we listened.
    if (picture.current?.complete === true && picture.current.naturalWidth > 0) setShown(true);
  }, []);
  return (
    <span className="thumb" style={size === 'fill' ? undefined : { width: size, height: size }}>
      {/* biome-ignore lint/performance/noImgElement: our own server already scales it, behind the gate */}
      <img
        ref={picture}
        src={withBase(`/api/v1/instances/${encodeURIComponent(instanceId)}/image?size=${pixels}`)}
        alt=""
        loading="lazy"
        decoding="async"
        onLoad={() => setShown(true)}
      />
      {shown && map !== null && <HeatCells map={map} range={CAM_RANGE} />}
    </span>
  );
}
