import { findingName } from '@/app/matrix/findingName';
import { EmptyState } from '@/app/panel/emptyState';
import { PageLink } from '@/app/shell/pageLink';
import { type FindingView, viewHref } from './findingQuery';

/** Nothing has been read for this finding, at all or in the period that is asked for. */
export function EmptyFinding({ view }: { view: FindingView }) {
  const name = findingName(view.finding);
  const isWhole = view.from === undefined && view.to === undefined;
  return (
    <>
      <h1 className="page-title">{name}</h1>
      <section className="panel">
        {isWhole ? (
          <EmptyState title={`No case has been read for ${name} yet`}>
            <p className="dim">Upload radiographs, or import predictions that were made elsewhere.</p>
            <PageLink className="btn primary" href="/upload">
              Upload
            </PageLink>
          </EmptyState>
        ) : (
          <EmptyState title="No case in this period">
            <p className="dim">Of a period those hours, days or months count that lie wholly within it.</p>
            <PageLink className="btn primary" href={viewHref(view, { from: undefined, to: undefined })}>
              All time
            </PageLink>
          </EmptyState>
        )}
      </section>
    </>
  );
}
