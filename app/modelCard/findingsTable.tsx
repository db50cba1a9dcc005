import { aucEnds, aucNumber, effectLine } from '@/app/chart/aucText';
import { count } from '@/app/format/number';
import { interval, percent, probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/answer';
import { casesHref, findingHref, modelHref } from '@/app/matrix/hrefs';
import { PageLink } from '@/app/shell/pageLink';
import { Verdict } from '@/app/siteEffect/verdict';
import { NO_EFFECT_WORDS } from '@/app/siteEffect/words';
import { type Order, orderText } from '@/app/table/order';
import { TableHead } from '@/app/table/tableHead';
import type { ModelVersionDetail } from '@/server/queries/models';
import type { OverviewFinding } from '@/server/queries/overview';
import { FINDING_COLUMNS, type FindingKey, orderedFindings } from './findingColumns';

type Props = {
  model: ModelVersionDetail;
  findings: OverviewFinding[];
  current: string | undefined;
  order: Order<FindingKey> | null;
  version: string;
};

/** What each finding may be read from, and how it has done; on a phone each finding is a block. */
export function FindingsTable({ model, findings, current, order, version }: Props) {
  const measured = new Map(findings.map((finding) => [finding.finding, finding]));
  const rows = orderedFindings(model.findings, measured, order);
  const hrefOf = (next: Order | null): string => modelHref(model, current, next === null ? undefined : orderText(next));
  return (
    <div className="table-box">
      <div className="scroll-x fits">
        <table className="plain-table tall-table stack-table findings-table">
          <TableHead columns={FINDING_COLUMNS} sorting={{ order, hrefOf }} version={version} />
          <tbody>
            {rows.map((finding) => (
              <tr key={finding.name} data-row aria-current={finding.name === current ? 'true' : undefined}>
                <th scope="row">
                  <PageLink
                    href={modelHref(model, finding.name, order === null ? undefined : orderText(order))}
                    scroll={false}
                  >
                    {findingName(finding.name)}
                  </PageLink>
                  <span className="under">
                    {finding.anatomy.join(', ')}
                    <PageLink
                      className="link more-link"
                      href={findingHref(model, finding.name)}
                      aria-label={`All figures of ${findingName(finding.name)}`}
                    >
                      All figures
                    </PageLink>
                  </span>
                </th>
                <td className="num" data-label="Baseline">
                  {probability(finding.baseline)}
                </td>
                <Measured model={model} name={finding.name} finding={measured.get(finding.name)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Measured({
  model,
  name,
  finding,
}: {
  model: ModelVersionDetail;
  name: string;
  finding: OverviewFinding | undefined;
}) {
  if (finding === undefined || finding.n === 0) {
    return (
      <td className="faint" colSpan={7}>
        not read yet
      </td>
    );
  }
  const { mean, low, high, areaOutside, undefined: missing } = finding.outsideShare;
  return (
    <>
      <td className="num" data-label="n">
        <PageLink href={casesHref(model, name)}>{count(finding.n)}</PageLink>
      </td>
      <td className="num" data-label="Mean probability">
        {finding.meanProbability === null ? 'none' : probability(finding.meanProbability)}
      </td>
      <Effects finding={finding} />
      {model.saliency.available.length === 0 ? (
        <td className="num faint" colSpan={3} data-label="Outside share">
          no map
        </td>
      ) : (
        <>
          <td className="num" data-label="Outside share">
            {mean === null ? <span className="faint">undefined</span> : <b className="strong">{percent(mean)}</b>}
            {mean !== null && <span className="under">{interval(low, high) ?? 'one map'}</span>}
          </td>
          <td className="num" data-label="Chance">
            {areaOutside === null ? <span className="faint">none</span> : percent(areaOutside)}
          </td>
          <td className="num dim" data-label="Undefined">
            {count(missing)}
          </td>
        </>
      )}
    </>
  );
}

/** AUC with its interval, and the site effect that differs most. */
function Effects({ finding: { auc, siteEffect, labelled } }: { finding: OverviewFinding }) {
  const { worst, none } = siteEffect;
  return (
    <>
      <td className="num" data-label="AUC (pooled)">
        {auc.value === null ? (
          <span className="faint">{labelled === 0 ? 'no labels' : 'too few'}</span>
        ) : (
          <>
            <b className="strong">{aucNumber(auc.value)}</b>
            <span className="under">{aucEnds(auc.low, auc.high)}</span>
          </>
        )}
      </td>
      {worst === null ? (
        <td
          className="faint"
          data-label="Site effect, healthy"
          title={none === null ? undefined : NO_EFFECT_WORDS[none].says}
        >
          {none === null ? '' : NO_EFFECT_WORDS[none].short}
        </td>
      ) : (
        <td data-label="Site effect, healthy" title={effectLine(worst)}>
          <Verdict grade={worst.grade} />
          <span className="under">
            {aucNumber(worst.negatives.aucOfScore.value ?? 0.5)},{' '}
            {aucEnds(worst.negatives.aucOfScore.low, worst.negatives.aucOfScore.high)}
          </span>
        </td>
      )}
    </>
  );
}
