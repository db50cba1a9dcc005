import { shortId } from '@/app/caseList/caseWords';
import { plural } from '@/app/format/number';
import { PageLink } from '@/app/shell/pageLink';

/** The cases behind a figure, folded up. */
export function CaseLinks({ cases }: { cases: readonly string[] }) {
  if (cases.length === 0) return <span className="faint">none</span>;
  return (
    <details>
      <summary className="summary">{plural(cases.length, 'case')}</summary>
      <ul className="case-links small">
        {cases.map((id) => (
          <li key={id}>
            <PageLink className="link" href={`/cases/${id}`}>
              {shortId(id)}
            </PageLink>
          </li>
        ))}
      </ul>
    </details>
  );
}
