import { plural } from '@/app/format/number';
import { Disclosure } from '@/app/shell/disclosure';

/** Why the numbers may be old although the connection stands, and what to do; a disclosure beside the strip. */
export function WhyStale({ waiting }: { waiting: number }) {
  return (
    <Disclosure className="why" label="Why?">
      <div className="why-card">
        <b>Nothing was finished for two minutes</b>
        <span>
          {plural(waiting, 'job waits', 'jobs wait')} and this page is connected, so the worker is busy with something
          long, or it is not running.
        </span>
        <span>
          Look at what the server printed: it starts the worker again by itself. What waits is kept and will be read;
          nothing needs to be sent again.
        </span>
      </div>
    </Disclosure>
  );
}
