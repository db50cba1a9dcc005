'use client';
import { useReturn } from './live/useReturn';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** The frame itself failed, most likely because the database does not answer. */
export default function RootError({ error, reset }: Props) {
  const retry = useReturn(reset);
  return (
    <main className="entry" id="content" role="alert">
      <h1>The dashboard cannot be shown</h1>
      <p className="dim">
        The server runs but could not read its data. It may be starting; nothing was lost, and this page comes back by
        itself.
      </p>
      {error.digest !== undefined && (
        <p className="small faint">
          In the server’s log: <code>{error.digest}</code>
        </p>
      )}
      <button type="button" className="btn primary" onClick={retry}>
        Try again
      </button>
    </main>
  );
}
