import { shortId } from '@/app/caseList/caseWords';
import { probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { PageLink } from '@/app/shell/pageLink';
import { caseHref } from '@/app/viewer/viewQuery';
import type { PairedVersions } from '@/server/analysis/kinds';

type Finding = PairedVersions['findings'][number];
type Props = { findings: readonly Finding[]; model: string; other: string };

const TRUTH = { 0: 'absent', 1: 'present' } as const;

/** Of each finding the decisions that turn, those whose logit moved most first; each with the case by both versions. */
export function TurnedTable({ findings, model, other }: Props) {
  const rows = findings.flatMap(({ finding, turned }) => turned.map((one) => ({ finding, ...one })));
  if (rows.length === 0) return <p className="small dim">No decision turns, or a version has no threshold.</p>;
  const heads = ['Finding', 'Case', 'Candidate', 'Live', 'Turns to', 'Reference'];
  return (
    <div className="table-box turned-box">
      <table className="plain-table stack-table" aria-label="Decisions that turn">
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={head} scope="col" className={i === 2 || i === 3 ? 'num' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ finding, instanceId, model: own, other: theirs, says, truth }) => (
            <tr key={`${finding} ${instanceId}`} data-row>
              <th scope="row">{findingName(finding)}</th>
              <td data-label="Case">
                <PageLink className="link" href={caseHref(instanceId, { model, finding })}>
                  {shortId(instanceId)}
                </PageLink>
              </td>
              <td className="num" data-label="Candidate">
                {probability(own)}
              </td>
              <td className="num" data-label="Live">
                <PageLink className="link" href={caseHref(instanceId, { model: other, finding })}>
                  {probability(theirs)}
                </PageLink>
              </td>
              <td data-label="Turns to">{says}</td>
              <td data-label="Reference">{truth === null ? <span className="faint">no label</span> : TRUTH[truth]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
