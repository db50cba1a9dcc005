import { EffectCell } from '@/app/chart/effectCell';
import { Sparkline } from '@/app/chart/sparkline';
import { count } from '@/app/format/number';
import { interval, percent, percentNumber, plusMinus, probability } from '@/app/format/share';
import { undefinedReason } from '@/app/format/undefinedReason';
import { PageLink } from '@/app/shell/pageLink';
import type { OutsideShareSummary, Overview, OverviewFinding, OverviewModel } from '@/server/queries/overview';
import { findingName } from './answer';
import { PooledAuc, SiteEffectCells } from './effectCells';
import { casesHref, findingHref } from './hrefs';

type Props = { model: OverviewModel; finding: OverviewFinding; grain: Overview['trendGrain'] };

/** One finding of one version. */
export function MatrixRow({ model, finding, grain }: Props) {
  const share = finding.outsideShare;
  return (
    <tr className="finding" data-row>
      <th scope="row" className="strong">
        <PageLink href={findingHref(model, finding.finding)}>{findingName(finding.finding)}</PageLink>
        {finding.meanProbability !== null && (
          <span className="under">mean prob. {probability(finding.meanProbability)}</span>
        )}
      </th>
      <td className="num cell-n" data-label="n">
        <PageLink href={casesHref(model, finding.finding)}>{count(finding.n)}</PageLink>
      </td>
      <PooledAuc finding={finding} />
      <SiteEffectCells model={model} finding={finding} />
      <td className="num value cell-share" data-label="Outside, %" data-tour="outside-share">
        <ShareValue share={share} hasMap={model.hasSaliency} />
        {model.hasSaliency && share.undefined > 0 && (
          <span className="under" title={reasons(share)}>
            {count(share.undefined)} undef.<span className="sr"> ({reasons(share)})</span>
          </span>
        )}
      </td>
      <td className="cell-plot" data-tour="outside-share">
        <EffectCell share={share} />
      </td>
      <td className="cell-trend" data-label={`Trend, by ${grain}`}>
        <Sparkline trend={finding.trend} grain={grain} />
      </td>
      <td className="num cell-flagged" data-label="Flagged">
        {finding.flagged === 0 ? (
          <span className="faint">{model.hasSaliency ? '0' : 'no map'}</span>
        ) : (
          <PageLink href={casesHref(model, finding.finding, { flagged: 'true' })}>
            {count(finding.flagged)}
            <span className="under">{percent(finding.flagged / finding.n)}</span>
          </PageLink>
        )}
      </td>
    </tr>
  );
}

function ShareValue({ share, hasMap }: { share: OutsideShareSummary; hasMap: boolean }) {
  if (share.mean === null) return <span className="faint">{hasMap ? 'undefined' : 'no map'}</span>;
  const chance = share.areaOutside === null ? '' : `; chance ${percent(share.areaOutside)}`;
  return (
    <span title={`95 % interval ${interval(share.low, share.high) ?? 'needs two maps'}; n ${count(share.n)}${chance}`}>
      {percentNumber(share.mean)}
      <span className="pm">{plusMinus(share.low, share.high) ?? 'n 1'}</span>
    </span>
  );
}

const reasons = (share: OutsideShareSummary): string =>
  Object.entries(share.undefinedReasons)
    .map(([code, n]) => `${count(n)}: ${undefinedReason(code)}`)
    .join('; ') || 'every map is defined';
