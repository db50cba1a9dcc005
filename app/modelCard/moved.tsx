import { shortId } from '@/app/caseList/caseWords';
import { probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { PageLink } from '@/app/shell/pageLink';
import { caseHref } from '@/app/viewer/viewQuery';
import type { PairedVersions } from '@/server/analysis/kinds';

type Props = { findings: PairedVersions['findings']; model: string; other: string };

/** The cases whose score moved most, by finding, for a look at what one version sees and the other does not. */
export function Moved({ findings, model, other }: Props) {
  const some = findings.filter(({ moved }) => moved.length > 0);
  if (some.length === 0) return null;
  return (
    <details>
      <summary className="summary">Cases that moved most</summary>
      <p className="small dim moved-says">
        Probability by {model}, then by {other}.
      </p>
      <dl className="moved">
        {some.map(({ finding, moved }) => (
          <div key={finding}>
            <dt className="strong">{findingName(finding)}</dt>
            {moved.map(({ instanceId, model: own, other: theirs }) => (
              <dd key={instanceId}>
                <PageLink className="link" href={caseHref(instanceId, { model, finding })}>
                  case {shortId(instanceId)}
                </PageLink>{' '}
                <span className="dim">
                  {probability(own)} vs {probability(theirs)}
                </span>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}
