import { aucEnds, aucNumber, effectLine } from '@/app/chart/aucText';
import { count } from '@/app/format/number';
import { interval, percent, probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/answer';
import { casesHref, modelHref } from '@/app/matrix/hrefs';
import { PageLink } from '@/app/shell/pageLink';
import { Verdict } from '@/app/siteEffect/verdict';
import { NO_EFFECT_WORDS } from '@/app/siteEffect/words';
import type { ModelVersionDetail } from '@/server/queries/models';
import type { OverviewFinding } from '@/server/queries/overview';

type Props = { model: ModelVersionDetail; findings: OverviewFinding[]; current: string | undefined };

/** What each finding may be read from, and how it has done. */
export function FindingsTable({ model, findings, current }: Props) {
  const measured = new Map(findings.map((finding) => [finding.finding, finding]));
  return (
    <div className="scroll-x">
      <table className="plain-table findings-table">
        <thead>
          <tr>
            <th scope="col">Finding</th>
            <th scope="col">Anatomy</th>
            <th scope="col" className="num">
              Baseline
            </th>
            <th scope="col" className="num">
              n
            </th>
            <th scope="col" className="num">
              Mean prob.
            </th>
            <th scope="col" className="num">
              AUC (pooled)
            </th>
            <th scope="col">Site effect, healthy</th>
            <th scope="col" className="num">
              Outside share
            </th>
            <th scope="col" className="num">
              Chance
            </th>
            <th scope="col" className="num">
              Undefined
            </th>
          </tr>
        </thead>
        <tbody>
          {model.findings.map((finding) => (
            <tr key={finding.name} aria-current={finding.name === current ? 'true' : undefined}>
              <th scope="row">
                <PageLink href={modelHref(model, finding.name)} scroll={false}>
                  {findingName(finding.name)}
                </PageLink>
              </th>
              <td className="dim">{finding.anatomy.join(', ')}</td>
              <td className="num">{probability(finding.baseline)}</td>
              <Measured model={model} name={finding.name} finding={measured.get(finding.name)} />
            </tr>
          ))}
        </tbody>
      </table>
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
      <td className="num faint" colSpan={7}>
        not read yet
      </td>
    );
  }
  const { mean, low, high, areaOutside, undefined: missing } = finding.outsideShare;
  return (
    <>
      <td className="num">
        <PageLink href={casesHref(model, name)}>{count(finding.n)}</PageLink>
      </td>
      <td className="num">{finding.meanProbability === null ? 'none' : probability(finding.meanProbability)}</td>
      <Effects finding={finding} />
      {model.saliency.available.length === 0 ? (
        <td className="num faint" colSpan={3}>
          no map
        </td>
      ) : (
        <>
          <td className="num">
            {mean === null ? <span className="faint">undefined</span> : <b className="strong">{percent(mean)}</b>}
            {mean !== null && <span className="under">{interval(low, high) ?? 'one map'}</span>}
          </td>
          <td className="num">{areaOutside === null ? <span className="faint">none</span> : percent(areaOutside)}</td>
          <td className="num dim">{count(missing)}</td>
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
      <td className="num">
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
        <td className="faint" title={none === null ? undefined : NO_EFFECT_WORDS[none].says}>
          {none === null ? '' : NO_EFFECT_WORDS[none].short}
        </td>
      ) : (
        <td title={effectLine(worst)}>
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
