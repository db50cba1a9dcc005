'use client';
import { findingName } from '@/app/matrix/findingName';
import { EmptyState } from '@/app/panel/emptyState';
import { saturated } from '@/app/saliency/colourMap';
import { HeatCells } from '@/app/saliency/heatCells';
import { CAM_RANGE } from '@/app/saliency/ranges';
import type { InstancePrediction } from '@/server/queries/caseDetail';
import { ColourBar } from './colourBar';
import { useSaliency } from './useSaliency';

type Props = { prediction: Pick<InstancePrediction, 'finding' | 'links' | 'mapUnit'> | null };

/** The place of the radiograph where none was sent: says so, and draws the cells of the map if one was. */
export function NoPicture({ prediction }: Props) {
  return (
    <section className="viewer no-picture" aria-label="Viewer">
      <EmptyState icon="empty" title="No picture was sent for this case">
        <p>
          Only predictions were sent, so there is nothing to look at. The numbers beside count as those of any case.
        </p>
      </EmptyState>
      {prediction !== null && <SentMap prediction={prediction} />}
    </section>
  );
}

function SentMap({ prediction: { finding, links, mapUnit } }: { prediction: NonNullable<Props['prediction']> }) {
  const saliency = useSaliency(links.saliency);
  if (saliency.at !== 'ready') return null;
  const { map } = saliency;
  // A map without a unit has no common scale: it is drawn on its own, and says so.
  const range = mapUnit === 'logits' ? CAM_RANGE : Math.max(1e-9, ...map.values.map(Math.abs));
  return (
    <div className="no-picture-map" data-theme="dark">
      <div className="no-picture-cells" style={{ aspectRatio: map.width / map.height }}>
        <HeatCells map={map} range={range} />
      </div>
      <ColourBar
        title={`${findingName(finding)}, map as sent`}
        unit="logits"
        range={range}
        cut={0}
        beyond={saturated(map, range)}
        ceiling={null}
        {...(mapUnit !== 'logits' && {
          note: 'units as sent, on a scale of its own: not to be compared between cases',
        })}
      />
    </div>
  );
}
