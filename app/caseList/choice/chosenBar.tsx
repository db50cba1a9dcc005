'use client';
import type { ReactNode } from 'react';
import { count, plural } from '@/app/format/number';
import { newLinkHref } from '@/app/links/newLinkQuery';
import { findingName } from '@/app/matrix/findingName';
import { CopyButton } from '@/app/panel/copyButton';
import { AskReview } from '@/app/review/askReview';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import { askGroups, type ListedCase, MOST_CHOSEN } from './choice';
import { useChosen } from './chosenCases';

type Props = {
  /** Of the list's filter, for what is shared. */
  named: { model?: string; finding?: string };
  /** The list's filter as a query. */
  query: string;
  mayShare: boolean;
  mayReview: boolean;
};

/** What can be done with the chosen cases; in sight as long as there are any. */
export function ChosenBar({ named, query, mayShare, mayReview }: Props) {
  const { choice, page, clear } = useChosen();
  const cases = [...choice.cases.values()];
  const ids = cases.map(({ id }) => id);
  const beyond = cases.length - page.filter(({ id }) => choice.cases.has(id)).length;
  const csv = new URLSearchParams(query);
  csv.set('ids', ids.join(','));
  return (
    <>
      <span className="sr" role="status">
        {cases.length === 0 ? '' : `${count(cases.length)} chosen`}
      </span>
      {cases.length > 0 && (
        <section className="chosen-bar" aria-label="Chosen cases">
          <span className="chosen-count">
            <b>{count(cases.length)} chosen</b>
            {beyond > 0 && <span className="small dim">{count(beyond)} of other pages</span>}
            {cases.length === MOST_CHOSEN && <span className="small dim">more cannot be chosen at once</span>}
          </span>
          {mayShare && (
            <PageLink
              className="btn"
              href={newLinkHref({ subject: { scope: 'selection', instanceIds: ids, ...named } })}
            >
              Share…
            </PageLink>
          )}
          {mayReview && <AskChosen cases={cases} />}
          <CopyButton text={ids.join('\n')} label="ids of the chosen cases" words="Copy ids" />
          <a className="btn quiet" href={withBase(`/api/v1/cases.csv?${csv}`)}>
            CSV<span className="sr"> of the chosen cases</span>
          </a>
          <button type="button" className="btn quiet chosen-clear" onClick={clear}>
            Clear
          </button>
        </section>
      )}
    </>
  );
}

/** Each is asked about with the finding that its row shows. */
function AskChosen({ cases }: { cases: readonly ListedCase[] }) {
  const groups = askGroups(cases);
  const without = cases.filter(({ asks }) => asks === null).length;
  const [only, ...others] = groups;
  const what = only !== undefined && others.length === 0 ? findingName(only.finding) : 'the finding that each shows';
  return (
    <AskReview
      key={cases.map(({ id }) => id).join()}
      groups={groups}
      note={without > 0 ? `${plural(without, 'case')} without a result: not asked about.` : null}
    >
      Ask for review<span className="sr"> of {what}</span>
    </AskReview>
  );
}

/** Actions on all cases of the page: kept back while some are chosen, so that nobody shares more than they ticked. */
export function PageActions({ children }: { children: ReactNode }) {
  const held = useChosen().choice.cases.size > 0;
  return (
    <span className={held ? 'right held' : 'right'} inert={held}>
      {children}
    </span>
  );
}
