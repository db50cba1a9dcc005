'use client';
import { type RefObject, useEffect, useRef } from 'react';
import { anchorsOnPage, rectsOf } from './anchorsOnPage';
import { neighbour, resolveStep, route } from './chooseStep';
import { joined, type Rect, ringOf, type Size, scrollFor } from './rects';
import { rememberSeen } from './seen';
import { Spotlight } from './spotlight';
import { type Anchor, STEPS } from './steps';
import { TourCard } from './tourCard';
import { useReturnedFocus } from './useReturnedFocus';
import { useTourKeys } from './useTourKeys';
import { useTracked } from './useTracked';

/** Cells of one column are at most this far apart, with the line of the next model between them. */
const GAP = { x: 12, y: 72 };
/** Lines on phones stand closer than columns on desks. */
const PADDING = { desk: 5, phone: 3 };

type Seen = { present: Anchor[]; rings: Rect[]; size: Size };

type Props = { asked: number; claims: Anchor[]; goTo: (step: number | null) => void };

/** The tour at the step that is asked for, or at the nearest one that this page has. */
export function OpenTour({ asked, claims, goTo }: Props) {
  const card = useRef<HTMLDivElement>(null);
  const seen = useTracked(() => look(asked, card.current));
  useEffect(rememberSeen, []);
  const step = seen === null ? null : resolveStep(asked, seen.present);
  useEffect(() => {
    if (step !== null && step !== asked) goTo(step);
  }, [step, asked, goTo]);
  if (seen === null) return null;
  return <Opened card={card} seen={seen} step={step} claims={claims} goTo={goTo} />;
}

function look(asked: number, card: HTMLElement | null): Seen {
  const present = anchorsOnPage();
  const step = resolveStep(asked, present);
  const size = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const sheet = sheetTop(card);
  const [free, padding] = [sheet ?? size.height, sheet === null ? PADDING.desk : PADDING.phone];
  const rings = areasOf(step).flatMap((rect) => ringOf(rect, padding, { width: size.width, height: free }) ?? []);
  return { present, rings, size };
}

/** The areas that a step points at, whole; of the window. */
function areasOf(step: number | null): Rect[] {
  const anchor = step === null ? undefined : STEPS[step]?.anchor;
  return anchor === undefined ? [] : joined(rectsOf(anchor), GAP.x, GAP.y);
}

/** Where the card begins if it is the sheet at the foot of a phone's window; null beside a ring. */
const sheetTop = (card: HTMLElement | null): number | null =>
  card !== null && matchMedia('(max-width: 767px)').matches ? card.getBoundingClientRect().top : null;

type OpenedProps = Omit<Props, 'asked'> & {
  card: RefObject<HTMLDivElement | null>;
  seen: Seen;
  step: number | null;
};

function Opened({ card, seen, step, claims, goTo }: OpenedProps) {
  const at = step ?? 0;
  const next = step === null ? null : neighbour(step, 1, seen.present);
  const back = step === null ? null : neighbour(step, -1, seen.present);
  const skip = (): void => goTo(null);
  const moves = {
    next: next === null ? null : () => goTo(next),
    back: back === null ? null : () => goTo(back),
    skip,
  };
  useReturnedFocus(card, at);
  useTourKeys(card, { next: moves.next ?? (() => {}), back: moves.back ?? (() => {}), skip });
  useEffect(() => {
    if (step !== null) bringIntoSight(areasOf(step), card.current);
  }, [card, step]);
  const steps = route(seen.present);
  return (
    <div className="tour">
      <Spotlight rings={seen.rings} size={seen.size} />
      <TourCard card={card} step={step} claims={claims} position={steps.indexOf(at)} count={steps.length} {...moves} />
    </div>
  );
}

/** Scrolls so that the first area the step points at can be seen, clear of the sheet. */
function bringIntoSight([area]: Rect[], card: HTMLElement | null): void {
  if (area === undefined) return;
  const top = scrollFor(area, 16, (sheetTop(card) ?? window.innerHeight) - 16);
  if (top === 0) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  window.scrollBy({ top, behavior: still ? 'auto' : 'smooth' });
}
