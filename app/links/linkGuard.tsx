'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';

type Props = {
  /** Of the stream that says when the link is closed. */
  events: string;
  children: ReactNode;
};

/** Without a sign of life for so long, the page hides what it shows: the link may be closed. */
const QUIET_MS = 20_000;

type Stand = 'shown' | 'quiet' | 'closed';

/** Shows its children as long as the link is open, and takes them away the moment it is not. */
export function LinkGuard({ events, children }: Props) {
  const router = useRouter();
  const [stand, setStand] = useState<Stand>('shown');
  useEffect(() => {
    const source = new EventSource(events);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setStand('quiet'), QUIET_MS);
      setStand((now) => (now === 'closed' ? now : 'shown'));
    };
    const close = (): void => {
      source.close();
      clearTimeout(timer);
      setStand('closed');
      // What is left of the page in memory goes, too; the server answers without content.
      setTimeout(() => location.replace(location.pathname), 50);
    };
    source.addEventListener('alive', alive);
    source.addEventListener('changed', () => router.refresh());
    source.addEventListener('closed', close);
    // A refusal, not a lost connection, ends the stream for good.
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) close();
    });
    alive();
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [events, router]);
  useEffect(() => {
    // A page that the browser had put aside is asked for anew.
    const shown = (event: PageTransitionEvent): void => {
      if (event.persisted) location.reload();
    };
    const hidden = (event: PageTransitionEvent): void => {
      if (event.persisted) setStand('quiet');
    };
    addEventListener('pageshow', shown);
    addEventListener('pagehide', hidden);
    return () => {
      removeEventListener('pageshow', shown);
      removeEventListener('pagehide', hidden);
    };
  }, []);
  if (stand === 'shown') return children;
  return (
    <div className="entry" role="alert" data-state={stand}>
      <h1>{stand === 'closed' ? 'This link is closed' : 'The connection is lost'}</h1>
      <p className="dim">
        {stand === 'closed'
          ? 'What it showed is not shown any more.'
          : 'What the link shows comes back with the connection.'}
      </p>
    </div>
  );
}
