import type { AnatomyZone, ZoneName } from '@/server/audit/zone';
import type { MaskLayer } from './useMasks';

type Props = { layers: MaskLayer[]; anatomy: readonly string[]; zoom: number };

const isAnatomy = (zone: ZoneName, anatomy: readonly string[]): boolean => {
  const lungs: AnatomyZone = 'lungs';
  return anatomy.includes(zone) || (zone.startsWith('lung-') && anatomy.includes(lungs));
};

/** Outlines: the finding's anatomy solid, other zones thin, markers boxed. Line widths do not grow with the zoom. */
export function ContourLayer({ layers, anatomy, zoom }: Props) {
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
