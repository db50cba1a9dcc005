import { useMemo } from 'react';
import type { AnatomyZone, ZoneName } from '@/server/audit/zone';
import type { MaskLayer } from './useMasks';
import { widenedPath } from './widened';

type Grid = { height: number; width: number };
type Props = { layers: MaskLayer[]; anatomy: readonly string[]; grid: Grid | null };

const isAnatomy = (zone: ZoneName, anatomy: readonly string[]): boolean => {
  const lungs: AnatomyZone = 'lungs';
  return anatomy.includes(zone) || (zone.startsWith('lung-') && anatomy.includes(lungs));
};

/**
 * Outlines: the finding's anatomy solid, the same widened by half a cell dotted, other zones thin and dashed, markers
 * boxed. Line widths do not grow with the zoom (the stylesheet divides by it).
 */
export function ContourLayer({ layers, anatomy, grid }: Props) {
  const widened = useWidened(layers, anatomy, grid);
  const outlined = layers.filter((layer) => layer.zone !== 'marker' && layer.zone !== 'background');
  const markers = layers.filter((layer) => layer.zone === 'marker').flatMap((layer) => layer.boxes);
  return (
    <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true" className="contours">
      {outlined.map((layer) => (
        <path
          key={layer.zone}
          d={layer.path}
          className={isAnatomy(layer.zone, anatomy) ? 'own-zone' : 'other-zone'}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {widened !== null && <path d={widened} className="widened-zone" vectorEffect="non-scaling-stroke" />}
      {markers.map((box) => (
        <rect
          key={`${box.left} ${box.top}`}
          x={box.left - 6}
          y={box.top - 6}
          width={box.right - box.left + 12}
          height={box.bottom - box.top + 12}
          className="marker-zone"
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
