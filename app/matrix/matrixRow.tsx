import { EffectCell } from '@/app/chart/effectCell';
import { Sparkline } from '@/app/chart/sparkline';
import { count } from '@/app/format/number';
import { interval, percent, percentNumber, plusMinus, probabilityNumber } from '@/app/format/share';
import { undefinedReason } from '@/app/format/undefinedReason';
import { PageLink } from '@/app/shell/pageLink';
import type { OutsideShareSummary, Overview, OverviewFinding, OverviewModel } from '@/server/queries/overview';
import { findingName } from './answer';
import { casesHref, modelHref } from './hrefs';

type Props = { model: OverviewModel; finding: OverviewFinding; grain: Overview['trendGrain'] };

/** One finding of one version. */
export function MatrixRow({ model, finding, grain }: Props) {
  const share = finding.outsideShare;
  return (
    <tr className="finding">
      <th scope="row" className="strong">
        <PageLink href={modelHref(model, finding.finding)}>{findingName(finding.finding)}</PageLink>
      </th>
      <td className="num cell-n">
        <PageLink href={casesHref(model, finding.finding)}>{count(finding.n)}</PageLink>
      </td>
      <td className="num cell-p">
        {finding.meanProbability === null ? (
          <span className="faint">none</span>
        ) : (
          <>
            {probabilityNumber(finding.meanProbability)}
            <span className="u">%</span>
          </>
        )}
      </td>
      <td className="num value cell-share">
        <ShareValue share={share} hasMap={model.hasSaliency} />
      </td>
      <td className="cell-plot">
        <EffectCell share={share} />
      </td>
      <td className="num cell-undefined" data-label="Undefined" title={reasons(share)}>
        {!model.hasSaliency ? (
          <span className="faint">no map</span>
        ) : share.undefined === 0 ? (
          <span className="faint">0</span>
        ) : (
          count(share.undefined)
        )}
        {share.undefined > 0 && <span className="sr"> ({reasons(share)})</span>}
      </td>
      <td className="cell-trend" data-label={`Trend, by ${grain}`}>
        <Sparkline trend={finding.trend} grain={grain} />
      </td>
      <td className="num cell-flagged" data-label="Flagged">
        {finding.flagged === 0 ? (
          <span className="faint">0</span>
        ) : (
          <PageLink href={casesHref(model, finding.finding, { flagged: 'true' })}>
            {count(finding.flagged)}
            <span className="pm">{percent(finding.flagged / finding.n)}</span>
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
