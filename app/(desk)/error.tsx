'use client';
import { ConnectionStrip } from '@/app/live/connection';
import { useReturn } from '@/app/live/useReturn';
import { EmptyState } from '@/app/panel/emptyState';
import { PageLink } from '@/app/shell/pageLink';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A page that failed, in its frame: what to do, and the number under which the log has it. */
export default function DeskError({ error, reset }: Props) {
  const retry = useReturn(reset);
  return (
    <>
      <header className="top">
        <b>Not loaded</b>
        <ConnectionStrip />
      </header>
      <main className="content" id="content" tabIndex={-1}>
        <h1 className="page-title page-head">This page did not load</h1>
        <div className="panel" role="alert">
          <EmptyState icon="failed" title="The server could not answer">
            <p>
              The database may be starting, or busy. Nothing was lost: what was sent is kept, and the page works again
              as soon as the server answers.
            </p>
            {error.digest !== undefined && (
              <p>
                In the server’s log: <code>{error.digest}</code>
              </p>
            )}
            <div className="state-actions">
              <button type="button" className="btn primary" onClick={retry}>
                Try again
              </button>
              <PageLink className="btn" href="/">
                Overview
              </PageLink>
            </div>
          </EmptyState>
        </div>
      </main>
    </>
  );
}
