'use client';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { EmptyState } from '@/app/panel/emptyState';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A page that failed, in its frame: what to do, and the number under which the log has it. */
export default function DeskError({ error, reset }: Props) {
  const router = useRouter();
  const retry = (): void =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <main className="content" id="content">
      <div className="panel" role="alert">
        <EmptyState icon="failed" title="This page did not load">
          <p>The server could not answer just now; the database may be starting. Nothing was lost.</p>
          {error.digest !== undefined && (
            <p>
              In the server’s log: <code>{error.digest}</code>
            </p>
          )}
          <button type="button" className="btn primary" onClick={retry}>
            Try again
          </button>
        </EmptyState>
      </div>
    </main>
  );
}
