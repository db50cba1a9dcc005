import { count, fixed, plural } from '@/app/format/number';
import { percent, probability } from '@/app/format/share';
import { Definition } from '@/app/panel/definition';
import { Thumbnail } from '@/app/saliency/thumbnail';
import { PageLink } from '@/app/shell/pageLink';
import type { MapsAnswer } from '@/server/analysis/evidenceAnswers';
import { GridPicture } from './gridPicture';
import { niceRange } from './niceRange';
import { overWords } from './overWords';
import { SignedBar } from './signedBar';

type Props = { answer: MapsAnswer; model: string; finding: string; version: string };
type Cluster = MapsAnswer['clusters'][number];

/** Kinds of maps: the strategies of the model, with what is over-represented in each and the cases nearest its middle. */
export function MapClusters({ answer: { clusters, grouping }, model, finding, version }: Props) {
  const range = niceRange(clusters.flatMap(({ mean }) => mean.values));
  return (
    <section className="maps-part wide" aria-label="Kinds of maps">
      <h3>
        <Definition of="mapClusters" version={version}>
          Kinds of maps
        </Definition>{' '}
        <span className="small faint">{howGrouped(grouping)}</span>
      </h3>
      {clusters.length > 0 && (
        <>
          <ol className="clusters">
            {clusters.map((cluster, i) => (
              <ClusterCard
                // biome-ignore lint/suspicious/noArrayIndexKey: groups are numbered, they have no other name
                key={i}
                cluster={cluster}
                number={i + 1}
                range={range}
                alone={clusters.length === 1}
                query={{ model, finding }}
              />
            ))}
          </ol>
          <div className="clusters-bar">
            <SignedBar range={range} unit="logits per cell, the same for all" ends={['against', 'for']} />
          </div>
        </>
      )}
    </section>
  );
}

function howGrouped({ n, silhouette, none }: MapsAnswer['grouping']): string {
  if (none === 'few_cases') return `${plural(n, 'map')}: too few to group`;
  if (none === 'one_strategy') return `${plural(n, 'map')}: no split stands out, it looks like one strategy`;
  return `${plural(n, 'map')} by k-means${silhouette === null ? '' : `, mean silhouette ${fixed(silhouette, 2)}`}`;
}

type CardProps = { cluster: Cluster; number: number; range: number; alone: boolean; query: Record<string, string> };

function ClusterCard({ cluster, number, range, alone, query }: CardProps) {
  const { n, share, mean, meanProbability, outsideShare, over, examples } = cluster;
  return (
    <li className="cluster">
      <div className="cluster-head">
        <GridPicture grid={mean} range={range} label={`Mean map of kind ${number}`} />
        <dl className="kv small">
          <div>
            <dt>Kind {number}</dt>
            <dd>
              {count(n)}, {percent(share)}
            </dd>
          </div>
          <div>
            <dt>Outside</dt>
            <dd>{outsideShare === null ? 'not told' : percent(outsideShare)}</dd>
          </div>
          <div>
            <dt>Mean score</dt>
            <dd>{probability(meanProbability)}</dd>
          </div>
        </dl>
      </div>
      {over.length > 0 ? (
        <ul className="over">
          {over.map((one) => (
            <li key={`${one.by} ${one.stratum}`}>
              {overWords(one)} <span className="faint">q {one.q < 0.001 ? '<.001' : one.q.toFixed(3).slice(1)}</span>
            </li>
          ))}
        </ul>
      ) : (
        !alone && <p className="small dim">Nothing known is more frequent here than elsewhere.</p>
      )}
      <Examples ids={examples} query={query} number={number} />
    </li>
  );
}

function Examples({ ids, query, number }: { ids: string[]; query: Record<string, string>; number: number }) {
  return (
    <ul className="examples" aria-label={`Cases nearest to the middle of kind ${number}`}>
      {ids.map((id, i) => (
        <li key={id}>
          <PageLink
            href={`/cases/${encodeURIComponent(id)}?${new URLSearchParams(query)}`}
            aria-label={`Case ${i + 1} of kind ${number}`}
          >
            <Thumbnail instanceId={id} map={null} size="fill" pixels={96} format="png" />
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
