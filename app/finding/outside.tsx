import { ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { count, plural } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { undefinedReason } from '@/app/format/undefinedReason';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import { PageLink } from '@/app/shell/pageLink';
import { AsOf } from '@/app/strata/asOf';
import { stratumName, VARIABLES } from '@/app/strata/variables';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { OutsideShareSummary } from '@/server/queries/outsideSummary';
import type { Statistics } from '@/server/queries/statistics';
import { SHOWN_STRATA } from './discriminationRows';
import { outsideCsv } from './findingCsv';
import { type FindingView, viewCasesHref } from './findingQuery';
import { OutsideHistogram } from './outsideHistogram';

type Props = { statistics: Statistics; counts: readonly number[]; hasMap: boolean; view: FindingView; by: Stratifier };

/** Where the maps put the evidence, against chance: the distribution over maps, and the mean of each stratum. */
export function Outside({ statistics, counts, hasMap, view, by }: Props) {
  const share = statistics.total.outsideShare;
  const version = statistics.attributionVersion;
  return (
    <section className="panel" id="outside">
      <header>
        <h2>Where it looks</h2>
        <span className="q">positive evidence outside the finding’s anatomy</span>
        {hasMap && (
          <span className="tools">
            <PageLink className="link" href={viewCasesHref(view, { sort: 'outside' })}>
              Cases, highest first
            </PageLink>
            <a
              href={csvDataUrl(outsideCsv(statistics, by))}
              download={`outside-${statistics.model}-${statistics.finding}.csv`}
            >
              CSV
            </a>
          </span>
        )}
      </header>
      <div className="body stack">
        {share.mean === null ? (
          <p className="small dim">
            {hasMap
              ? 'No map has a defined share yet.'
              : 'This version gives scores only: there is no map, so nothing can be said of where it looks. Everything else on this page needs none.'}
          </p>
        ) : (
          <Drawn share={share} counts={counts} rows={strataRows(statistics, by)} by={by} version={version} />
        )}
        {hasMap && share.undefined > 0 && <Undefined share={share} />}
      </div>
      <footer>
        <Definition of="outsideShare" version={version}>
          Outside share
        </Definition>
        , over {plural(share.n, 'map')}, low scores included; it describes, it is no verdict.{' '}
        <AsOf asOf={statistics.asOf} version={version} />
      </footer>
    </section>
  );
}

type DrawnProps = {
  share: OutsideShareSummary;
  counts: readonly number[];
  rows: ForestRow[];
  by: Stratifier;
  version: string;
};

function Drawn({ share: { mean, low, high, areaOutside }, counts, rows, by, version }: DrawnProps) {
  const chance = areaOutside ?? undefined;
  return (
    <>
      <OutsideHistogram counts={counts} mean={mean} low={low} high={high} chance={areaOutside} />
      {rows.length > 1 && (
        <ForestPlot
          rows={rows}
          axis={{
            name: 'outside share, %',
            ...{ from: 0, to: 1, none: chance },
            ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: `${at * 100}` })),
          }}
          head={{ name: VARIABLES[by].name, value: 'Outside', n: 'Maps' }}
          label={`Mean outside share by ${VARIABLES[by].one}, with 95 % intervals; the upright line is chance`}
          version={version}
        />
      )}
    </>
  );
}

const strataRows = ({ strata }: Statistics, by: Stratifier): ForestRow[] =>
  strata
    .filter(({ outsideShare }) => outsideShare.mean !== null)
    .slice(0, SHOWN_STRATA)
    .map(({ stratum, outsideShare: { mean, low, high, n, areaOutside } }) => ({
      key: stratum[by] ?? '',
      name: stratumName(by, stratum[by] ?? ''),
      ...{ value: mean, low, high },
      under: areaOutside === null ? undefined : `chance ${percent(areaOutside)}`,
      text: mean === null ? null : percent(mean),
      interval: interval(low, high),
      n: count(n),
    }));

function Undefined({ share }: { share: OutsideShareSummary }) {
  return (
    <p className="small dim">
      {plural(share.undefined, 'map')} undefined, never counted as 0:{' '}
      {Object.entries(share.undefinedReasons)
        .map(([code, n]) => `${count(n)} ${undefinedReason(code)}`)
        .join('; ')}
      .
    </p>
  );
}
