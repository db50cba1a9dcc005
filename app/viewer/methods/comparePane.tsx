'use client';
import type { ZoneName } from '@/server/audit/zone';
import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { EditSide, type SideDrawn } from '../editSide';
import { MapBar } from '../mapBar';
import { probeWords, type SharedProps } from '../plainViewer';
import { type Point, zoneAt } from '../probe';
import type { MaskLayer } from '../useMasks';
import { figureWords } from './figureWords';
import { mapHref, useMethodMap } from './methodMap';
import { MethodStanding } from './methodStanding';
import { ShapleyBars } from './shapleyBars';

type Props = SharedProps & {
  method: SaliencyMethodName;
  layers: MaskLayer[];
  /** The zone of pixels that no mask claims. */
  rest: ZoneName | null;
  onSide?: (side: SideDrawn) => void;
};

/** One of the methods beside each other: picture and map, its own scale, and what it says of itself. */
export function ComparePane({ method, layers, rest, onSide, ...props }: Props) {
  const { image, prediction, view, live, point, methods, instanceId } = props;
  const href = mapHref(instanceId, prediction, method, methods.list);
  const { state, map, scale, figures } = useMethodMap(href, prediction, { ...view, method });
  const { label, isExploratory } = METHODS[method];
  const words = figureWords(figures);
  return (
    <article className="compare-pane" aria-label={label}>
      <EditSide
        {...{ view, live, point, map, layers }}
        image={image.preview}
        alt={`${image.alt}, ${label}`}
        aspect={image.width / image.height}
        frontal={image.frontal}
        anatomy={prediction?.anatomy ?? []}
        size={image}
        range={scale?.range ?? 1}
        mark={{ label: isExploratory ? `${label}: exploratory, not class-specific` : label, box: null }}
        says={(at: Point, pixel) => probeWords(map, at, zoneAt(layers, at, rest), pixel)}
        {...(onSide !== undefined && { onSide })}
      />
      <div className="viewport-side">
        <MapBar scale={scale} view={view} maps={[map]} />
        {map === null && <MethodStanding {...{ method, state, methods, live }} />}
        {words !== null && <p>{words}</p>}
        {figures.shapley !== undefined && <ShapleyBars figures={figures.shapley} />}
      </div>
    </article>
  );
}
