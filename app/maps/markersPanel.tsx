import { count, plural } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import type { MarkersAnswer } from '@/server/analysis/evidenceAnswers';
import type { AnalysisState } from '@/server/analysis/kinds';
import { csv } from '@/server/api/csv';
import { AnalysisPanel } from './analysisPanel';
import { cropStyle } from './cropStyle';
import { overWords } from './overWords';

type Props = { state: AnalysisState<'markers'> | null; model: string; canRun: boolean };

/** Look-alikes among the markers that were found in the images, and where each kind comes from. */
export function MarkersPanel({ state, model, canRun }: Props) {
  const answer = state?.result ?? null;
  return (
    <AnalysisPanel
      id="markers"
      title="Kinds of markers"
      says="letters and signs in the picture that look alike, and where they come from"
      state={state}
      what="Markers"
      kind="markers"
      parameters={{ model }}
      offer={{
        says: 'Cuts the detected markers out of the images that this version read, and groups those that look alike. Takes minutes.',
        button: 'Group the markers',
      }}
      cannot={canRun ? null : 'There are no images of this version, only scores.'}
      csv={answer === null ? null : { href: csvDataUrl(markersCsv(model, answer)), name: `markers-${model}.csv` }}
      foot={answer === null ? null : `${plural(answer.markers, 'marker')} in ${plural(answer.images, 'image')}.`}
    >
      {answer !== null && answer.clusters.length === 0 && (
        <p className="small dim">No kind of marker was found often enough to be told.</p>
      )}
      {answer !== null && answer.clusters.length > 0 && (
        <ol className="clusters">
          {answer.clusters.map((cluster, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: kinds are numbered, they have no other name
            <MarkerKind key={i} cluster={cluster} number={i + 1} model={model} />
          ))}
        </ol>
      )}
    </AnalysisPanel>
  );
}

type KindProps = { cluster: MarkersAnswer['clusters'][number]; number: number; model: string };

function MarkerKind({ cluster: { n, mostly, examples }, number, model }: KindProps) {
  return (
    <li className="cluster">
      <h4>
        Marker {number} <span className="small faint">{count(n)} found</span>
      </h4>
      <ul className="over">
        {mostly.length === 0 && <li className="dim">no more frequent anywhere</li>}
        {mostly.map((one) => (
          <li key={`${one.by} ${one.stratum}`}>{overWords(one)}</li>
        ))}
      </ul>
      <ul className="examples" aria-label={`Examples of marker ${number}`}>
        {examples.map((box, i) => (
          <li key={`${box.instanceId} ${box.x} ${box.y}`}>
            <PageLink
              href={`/cases/${encodeURIComponent(box.instanceId)}?${new URLSearchParams({ model })}`}
              aria-label={`Case ${i + 1} with marker ${number}`}
            >
              <span className="marker-crop">
                {/* biome-ignore lint/performance/noImgElement: our own server already scales it, behind the gate */}
                <img
                  src={withBase(`/api/v1/instances/${encodeURIComponent(box.instanceId)}/image?size=512`)}
                  alt=""
                  loading="lazy"
                  decoding="async"
                  style={cropStyle(box)}
                />
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </li>
  );
}

const markersCsv = (model: string, { clusters }: MarkersAnswer): string =>
  csv(
    ['model', 'marker', 'n', 'by', 'stratum', 'share', 'otherwise', 'q'],
    clusters.flatMap(({ n, mostly }, i) =>
      mostly.map(({ by, stratum, share, otherwise, q }) => [model, i + 1, n, by, stratum, share, otherwise, q]),
    ),
  );
