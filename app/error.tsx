'use client';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** The frame itself failed, most likely because the database does not answer. */
export default function RootError({ error, reset }: Props) {
  return (
    <main className="entry" id="content" role="alert">
      <h1>The dashboard cannot be shown</h1>
      <p className="dim">The server runs but could not read its data. It may be starting; nothing was lost.</p>
      {error.digest !== undefined && (
        <p className="small faint">
          In the server’s log: <code>{error.digest}</code>
        </p>
      )}
      <button type="button" className="btn primary" onClick={reset}>
        Try again
      </button>
    </main>
  );
}
