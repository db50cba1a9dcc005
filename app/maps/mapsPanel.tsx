import { count } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import type { AnalysisState } from '@/server/analysis/kinds';
import { AnalysisPanel } from './analysisPanel';
import { AverageMap } from './averageMap';
import { MapClusters } from './mapClusters';
import { mapsCsv } from './mapsCsv';
import { OutsideNulls } from './outsideNulls';
import { SiteGap } from './siteGap';
import { ZoneBars } from './zoneBars';

type Props = { state: AnalysisState<'maps'> | null; model: string; finding: string; version: string; hasMap: boolean };

/** What the maps of a finding say: where, against which chance, by zone, between sites, and how many kinds there are. */
export function MapsPanel({ state, model, finding, version, hasMap }: Props) {
  const answer = state?.result ?? null;
  return (
    <AnalysisPanel
      id="maps"
      title="What the maps say"
      says="where the evidence lies, against chance; they explain, they decide nothing"
      state={state}
      what="What the maps say"
      kind="maps"
      parameters={{ model, finding }}
      offer={{
        says: 'Reads up to some thousand maps: outside share against three kinds of chance, contributions by zone, the difference between sites, the average map, and kinds of maps.',
        button: 'Read the maps',
      }}
      cannot={hasMap ? null : 'It needs maps, and of this version there are only scores. The verdict needs none.'}
      csv={
        answer === null
          ? null
          : { href: csvDataUrl(mapsCsv(model, finding, answer)), name: `maps-${model}-${finding}.csv` }
      }
      foot={answer === null ? null : `${count(answer.n)}${answer.of > answer.n ? ` of ${count(answer.of)}` : ''} maps.`}
    >
      {answer !== null && (
        <div className="maps-grid">
          <OutsideNulls answer={answer} version={version} />
          <ZoneBars answer={answer} />
          <SiteGap answer={answer} version={version} />
          <AverageMap answer={answer} version={version} />
          <MapClusters answer={answer} model={model} finding={finding} version={version} />
        </div>
      )}
    </AnalysisPanel>
  );
}
