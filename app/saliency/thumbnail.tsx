import { withBase } from '@/app/shell/basePath';
import type { MapValues } from '@/server/queries/feed';
import { HeatCells } from './heatCells';
import { CAM_RANGE } from './ranges';

type Props = { instanceId: string; map: MapValues | null; size: number | 'fill'; pixels?: number };

/** A small radiograph with the true cells of its CAM on the common scale. Decoration: the words stand beside it. */
export function Thumbnail({ instanceId, map, size, pixels = 96 }: Props) {
  return (
    <span className="thumb" style={size === 'fill' ? undefined : { width: size, height: size }}>
      {/* biome-ignore lint/performance/noImgElement: our own server already scales it, behind the gate */}
      <img
        src={withBase(`/api/v1/instances/${encodeURIComponent(instanceId)}/image?size=${pixels}`)}
        alt=""
        loading="lazy"
        decoding="async"
      />
      {map !== null && <HeatCells map={map} range={CAM_RANGE} />}
    </span>
  );
}
