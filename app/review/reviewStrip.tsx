import { count } from '@/app/format/number';
import { since } from '@/app/format/time';
import { PageLink } from '@/app/shell/pageLink';
import type { Scope } from '@/server/access/principal';
import type { QueueState } from '@/server/review/queueState';

type Props = { queue: QueueState; medianMilliseconds: number | null; scopes: readonly Scope[] };

/** How the queue stands and how the reader does, and the ways to what governs it. */
export function ReviewStrip({ queue, medianMilliseconds, scopes }: Props) {
  return (
    <section className="review-strip" aria-label="Queue">
      <dl>
        <Figure name="Waiting for you">{count(queue.waiting)}</Figure>
        <Figure name="Oldest waits" more>
          {queue.waitingSince === null ? '–' : since(Date.parse(queue.asOf) - Date.parse(queue.waitingSince))}
        </Figure>
        <Figure name="Being read" more>
          {count(queue.claimed)}
        </Figure>
        <Figure name="You, last 24 h">{count(queue.doneByYouToday)}</Figure>
        <Figure name="Your median time">{medianMilliseconds === null ? '–' : since(medianMilliseconds)}</Figure>
      </dl>
      <nav aria-label="Review">
        <PageLink className="btn quiet" href="/review/agreement">
          Agreement
        </PageLink>
        {scopes.includes('govern') && (
          <PageLink className="btn quiet" href="/review/rules">
            Rules and queue
          </PageLink>
        )}
      </nav>
    </section>
  );
}

/** `more`: of the queue and not of the reader; it makes way for the picture on a phone. */
function Figure({ name, children, more = false }: { name: string; children: string; more?: boolean }) {
  return (
    <div className={more ? 'queue-more' : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
