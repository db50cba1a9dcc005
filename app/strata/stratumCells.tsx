import { AucCell } from '@/app/chart/aucCell';
import { aucEnds, aucNumber } from '@/app/chart/aucText';
import { IntervalCell } from '@/app/chart/intervalCell';
import { ShareBar } from '@/app/chart/shareBar';
import { count } from '@/app/format/number';
import { interval, percent, probability } from '@/app/format/share';
import { PageLink } from '@/app/shell/pageLink';
import { Verdict } from '@/app/siteEffect/verdict';
import { SUPPRESSED_WORDS } from '@/app/siteEffect/words';
import type { SiteEffect } from '@/server/queries/overview';
import type { StratumStatistics } from '@/server/queries/stratumStatistics';
import type { StratumRow } from './strataColumns';
import { type StrataView, stratumCasesHref } from './strataQuery';
import { whyHidden } from './suppressedShort';
import { Told } from './told';
import { stratumName } from './variables';

/** One stratum: a link to its cases, then its figures. */
export function StratumCells({ row: { stratum, statistics, effect, isReference }, view }: Props) {
  return (
    <tr data-row>
      <th scope="row">
        <PageLink href={stratumCasesHref(view, stratum)} title="Its cases, highest score first">
          {stratumName(view.by, stratum)}
        </PageLink>
      </th>
      <Counts statistics={statistics} />
      <Auc statistics={statistics} />
      {isReference ? (
        <td className="num faint reference" colSpan={2} data-label="Effect, healthy">
          others are compared with it
        </td>
      ) : (
        <Effect effect={effect} labelled={statistics.labelled} />
      )}
      <Outside statistics={statistics} />
    </tr>
  );
}

type Props = { row: StratumRow; view: StrataView };
type Of = { statistics: StratumStatistics };

function Counts({ statistics }: Of) {
  const { n, labelled, positives, coverage, prevalence, prevalenceInterval, meanProbability } = statistics;
  return (
    <>
      <td className="num" data-label="n">
        {count(n)}
      </td>
      <td className="num" data-label="Labelled">
        <Told
          value={
            coverage === null ? null : (
              <span className="coverage">
                <ShareBar share={coverage.value} chance={null} />
                {percent(coverage.value)}
              </span>
            )
          }
          under={count(labelled)}
        />
      </td>
      <td className="num" data-label="Prevalence">
        <Told
          value={prevalence === null ? null : percent(prevalence)}
          under={
            prevalenceInterval === null
              ? `${count(positives)} with it`
              : interval(prevalenceInterval.low, prevalenceInterval.high)
          }
          missing="no labels"
        />
      </td>
      <td className="num" data-label="Mean prob.">
        <Told value={meanProbability === null ? null : probability(meanProbability)} />
      </td>
    </>
  );
}

function Auc({ statistics: { auc, labelled, positives } }: Of) {
  const { value, low, high, suppressed } = auc;
  const title = suppressed === null ? undefined : SUPPRESSED_WORDS[suppressed];
  if (value === null) {
    return (
      <td className="num" colSpan={2} data-label="AUC" title={title}>
        <Told value={null} missing={whyHidden(suppressed, labelled)} />
      </td>
    );
  }
  const ends = aucEnds(low, high);
  return (
    <>
      <td
        className="num"
        data-label="AUC"
        title={`${count(positives)} with the finding, ${count(labelled - positives)} without`}
      >
        <Told value={aucNumber(value)} under={ends} />
      </td>
      <td className="plot">
        <IntervalCell {...{ value, low, high }} from={0.5} to={1} label={`AUC ${aucNumber(value)}, ${ends ?? ''}`} />
      </td>
    </>
  );
}

function Effect({ effect, labelled }: { effect: SiteEffect | null; labelled: number }) {
  const { value = null, low = null, high = null } = effect?.negatives.aucOfScore ?? {};
  if (effect === null || value === null) {
    return (
      <td className="num" colSpan={2} data-label="Effect, healthy">
        <Told
          value={null}
          missing={
            effect === null && labelled > 0
              ? 'nothing to compare'
              : whyHidden(effect?.negatives.suppressed ?? null, labelled)
          }
        />
      </td>
    );
  }
  return (
    <>
      <td className="num effect" data-label="Effect, healthy">
        <Told
          value={
            <>
              <Verdict grade={effect.grade} /> {aucNumber(value)}
            </>
          }
          under={aucEnds(low, high)}
        />
      </td>
      <td className="plot">
        <AucCell effect={effect} />
      </td>
    </>
  );
}

function Outside({ statistics: { outsideShare } }: Of) {
  const { mean, low, high, areaOutside } = outsideShare;
  return (
    <td className="num" data-label="Outside share" title={interval(low, high) ?? undefined}>
      <Told
        value={mean === null ? null : percent(mean)}
        under={areaOutside === null ? null : `chance ${percent(areaOutside)}`}
        missing="no map"
      />
    </td>
  );
}
