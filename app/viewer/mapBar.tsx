import { saturated } from '@/app/saliency/colourMap';
import type { MapValues } from '@/server/queries/feed';
import { ColourBar } from './colourBar';
import type { MapScale } from './mapScale';
import type { View } from './viewQuery';

/** The scale of the maps on the screen; nothing before there is one. */
export function MapBar({ scale, view, maps }: { scale: MapScale | null; view: View; maps: (MapValues | null)[] }) {
  const shown = maps.filter((map) => map !== null);
  if (scale === null || shown.length === 0) return null;
  return (
    <ColourBar
      title={scale.title}
      unit={scale.unit}
      range={scale.range}
      cut={view.cut / 100}
      beyond={shown.reduce((sum, map) => sum + saturated(map, scale.range), 0)}
      ceiling={scale.ceiling}
      isUnsigned={scale.isUnsigned ?? false}
      isExploratory={scale.isExploratory ?? false}
      {...(scale.note !== null && { note: scale.note })}
    />
  );
}
