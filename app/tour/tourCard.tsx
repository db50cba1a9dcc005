import type { RefObject } from 'react';
import { type Anchor, STEPS } from './steps';

type Moving = { next: (() => void) | null; back: (() => void) | null; skip: () => void };

type Props = Moving & {
  card: RefObject<HTMLDivElement | null>;
  /** From 0; null when the page has nothing to point at yet. */
  step: number | null;
  claims: Anchor[];
  position: number;
  count: number;
};

const NOTHING = {
  title: 'Nothing to show yet',
  says: 'The tour explains the figures of this page. It can begin when a model has read its first case.',
};

/**
 * What the page shows at this step, in plain words. Not modal: the page beneath stays in reach. No <dialog>, since the
 * page's keys rest while one is open.
 */
export function TourCard({ card, step, claims, position, count, next, back, skip }: Props) {
  const stop = step === null ? undefined : STEPS[step];
  const claimed = stop !== undefined && claims.includes(stop.anchor) ? stop.claim : undefined;
  const { title, says } = claimed ?? stop?.plain ?? NOTHING;
  return (
    <div
      className="tour-card"
      ref={card}
      role="dialog"
      aria-labelledby="tour-title"
      aria-describedby="tour-says"
      tabIndex={-1}
    >
      <div aria-live="polite">
        {stop !== undefined && <Progress position={position} count={count} />}
        <h2 id="tour-title">{title}</h2>
        <p id="tour-says">
          {says}
          {stop?.keys && (
            <span className="tour-keys">
              {' '}
              <kbd>?</kbd> shows all keys and this tour.
            </span>
          )}
        </p>
      </div>
      <Moves next={next} back={back} skip={skip} end={stop === undefined ? 'Close' : 'Done'} />
    </div>
  );
}

function Progress({ position, count }: { position: number; count: number }) {
  return (
    <p className="tour-progress">
      {position + 1} of {count}
      <span aria-hidden="true">
        {Array.from({ length: count }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the dots never change order
          <i key={i} className={i === position ? 'here' : i < position ? 'past' : undefined} />
        ))}
      </span>
    </p>
  );
}

/** One button goes on and ends, so that the focus can stay on it. */
function Moves({ next, back, skip, end }: Moving & { end: string }) {
  return (
    <div className="tour-moves">
      {next !== null && (
        <button type="button" className="btn quiet" onClick={skip}>
          Skip
        </button>
      )}
      {back !== null && (
        <button type="button" className="btn" onClick={back}>
          Back
        </button>
      )}
      <button type="button" className="btn primary" onClick={next ?? skip}>
        {next === null ? end : 'Next'}
      </button>
    </div>
  );
}
