import { useMemo } from 'react';
import type { AnatomyZone, ZoneName } from '@/server/audit/zone';
import type { MaskLayer } from './useMasks';
import { widenedPath } from './widened';

type Grid = { height: number; width: number };
type Props = { layers: MaskLayer[]; anatomy: readonly string[]; grid: Grid | null; zoom: number };

const isAnatomy = (zone: ZoneName, anatomy: readonly string[]): boolean => {
  const lungs: AnatomyZone = 'lungs';
  return anatomy.includes(zone) || (zone.startsWith('lung-') && anatomy.includes(lungs));
};

/**
 * Outlines: the finding's anatomy solid, the same widened by half a cell dotted, other zones thin and dashed, markers
 * boxed. Line widths do not grow with the zoom.
 */
export function ContourLayer({ layers, anatomy, grid, zoom }: Props) {
  const widened = useWidened(layers, anatomy, grid);
  const outlined = layers.filter((layer) => layer.zone !== 'marker' && layer.zone !== 'background');
  const markers = layers.filter((layer) => layer.zone === 'marker').flatMap((layer) => layer.boxes);
  return (
    <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true" className="contours">
      {outlined.map((layer) => {
        const own = isAnatomy(layer.zone, anatomy);
        return (
          <path
            key={layer.zone}
            d={layer.path}
            fill="none"
            stroke={own ? 'var(--ink)' : 'var(--ink-3)'}
            strokeWidth={(own ? 1.6 : 1) / zoom}
            strokeDasharray={own ? undefined : `${3 / zoom} ${3 / zoom}`}
            vectorEffect="non-scaling-stroke"
          />
        );
      })}
      {widened !== null && (
        <path
          d={widened}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={1.2 / zoom}
          strokeDasharray={`${1.5 / zoom} ${3.5 / zoom}`}
          vectorEffect="non-scaling-stroke"
        />
      )}
      {markers.map((box) => (
        <rect
          key={`${box.left} ${box.top}`}
          x={box.left - 6}
          y={box.top - 6}
          width={box.right - box.left + 12}
          height={box.bottom - box.top + 12}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={1.4 / zoom}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

function useWidened(layers: MaskLayer[], anatomy: readonly string[], grid: Grid | null): string | null {
  const names = anatomy.join(' ');
  const { height = null, width = null } = grid ?? {};
  return useMemo(() => {
    const own = layers.filter((layer) => isAnatomy(layer.zone, names.split(' ')));
    return height === null || width === null ? null : widenedPath(own, { height, width }, 1000);
  }, [layers, names, height, width]);
}
