'use client';
import { shortId } from '@/app/caseList/caseWords';
import { findingName } from '@/app/matrix/findingName';
import { ProblemNote } from '@/app/panel/problemNote';
import { PageLink } from '@/app/shell/pageLink';
import { caseHref } from '@/app/viewer/viewQuery';
import type { FlaggedCase } from '@/server/review/previewRule';
import { previewWords } from './previewWords';
import { useRulePreview } from './useRulePreview';

/** What the rule in the form would flag, tried on stored predictions, with some of the cases. */
export function PreviewLine({ draft }: { draft: object | null }) {
  const { preview, problem, waits } = useRulePreview(draft);
  return (
    <div className="rule-preview" aria-live="polite" aria-busy={waits}>
      <p>{preview === null ? (problem === null ? 'Trying the rule …' : null) : previewWords(preview)}</p>
      {preview !== null && <SomeCases cases={preview.cases} />}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

/** Up to six images that would be flagged, each with where it is furthest beyond the limit. */
function SomeCases({ cases }: { cases: readonly Pick<FlaggedCase, 'instanceId' | 'model' | 'finding'>[] }) {
  return (
    <ul className="rule-cases small">
      {cases.slice(0, 6).map(({ instanceId, model, finding }) => (
        <li key={instanceId}>
          <PageLink className="link" href={caseHref(instanceId, { model, finding })}>
            {shortId(instanceId)}
          </PageLink>{' '}
          <span className="faint">
            {findingName(finding)}, {model}
          </span>
        </li>
      ))}
    </ul>
  );
}
