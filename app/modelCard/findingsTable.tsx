import { count } from '@/app/format/number';
import { interval, percent, probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/answer';
import { casesHref, modelHref } from '@/app/matrix/hrefs';
import { PageLink } from '@/app/shell/pageLink';
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
              Outside share
            </th>
            <th scope="col" className="num">
              95 % interval
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
      <td className="num faint" colSpan={6}>
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
      {model.saliency.available.length === 0 ? (
        <td className="num faint" colSpan={4}>
          no map
        </td>
      ) : (
        <>
          <td className="num strong">{mean === null ? <span className="faint">undefined</span> : percent(mean)}</td>
          <td className="num dim">{interval(low, high) ?? <span className="faint">needs two</span>}</td>
          <td className="num">{areaOutside === null ? <span className="faint">none</span> : percent(areaOutside)}</td>
          <td className="num dim">{count(missing)}</td>
        </>
      )}
    </>
  );
}
