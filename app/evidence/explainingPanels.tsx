import type { Explained } from '@/app/finding/readFinding';
import { LocalisationPanel } from '@/app/localisation/localisationPanel';
import { MapsPanel } from '@/app/maps/mapsPanel';
import { MarkersPanel } from '@/app/maps/markersPanel';
import { ProbePanel } from '@/app/maps/probePanel';
import { RandomisedPanel } from '@/app/maps/randomisedPanel';
import type { ModelVersionSummary } from '@/server/queries/models';
import type { EvidenceRead } from './evidenceRead';

type Props = { explained: Explained; evidence: EvidenceRead; model: ModelVersionSummary };

/** What explains and decides nothing: maps, the unlearned network, markers, features. Each is asked for. */
export function ExplainingPanels({ explained, evidence, model: { kind, saliency } }: Props) {
  const { model, finding, definitionVersion: version } = evidence;
  const canRun = kind === 'classifier';
  const hasMap = saliency.available.length > 0;
  return (
    <div className="explaining">
      <MapsPanel state={explained.maps} model={model} finding={finding} version={version} hasMap={hasMap} />
      {hasMap && <LocalisationPanel model={model} finding={finding} />}
      <MarkersPanel state={explained.markers} model={model} canRun={canRun} />
      <ProbePanel state={explained.probe} model={model} version={version} canRun={canRun} />
      <RandomisedPanel
        state={explained.randomised}
        model={model}
        finding={finding}
        version={version}
        canRun={canRun && hasMap}
      />
    </div>
  );
}
