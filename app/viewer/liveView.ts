import type { View } from './viewQuery';

/**
 * The viewer's state while it moves. Two kinds of listeners: painters hear of each move in the next frame and write
 * straight to the screen; React and the address hear only when it rests, so that a drag renders no component.
 */
export type LiveView = {
  /** As it is drawn. */
  now: () => View;
  /** As it last rested. */
  rested: () => View;
  /** Changes what is drawn; the rest follows by `rest`, or by itself after a quiet moment unless it is held. */
  move: (part: Partial<View>) => void;
  rest: () => void;
  /** `move` and `rest` at once: keys and buttons. */
  change: (part: Partial<View>) => void;
  /** While a drag holds the view it rests only when told. */
  hold: () => void;
  onMove: (listener: () => void) => () => void;
  onRest: (listener: () => void) => () => void;
};

export type Timing = {
  /** Runs `work` before the next picture. */
  frame: (work: () => void) => void;
  /** Runs `work` after so many milliseconds; the answer calls it off. */
  later: (work: () => void, milliseconds: number) => () => void;
};

/** Milliseconds without a move after which a view that nobody holds is at rest: between two turns of a wheel. */
const QUIET = 250;

export function liveView(initial: View, { frame, later }: Timing): LiveView {
  let [now, rested] = [initial, initial];
  let [held, asked] = [false, false];
  let callOff = (): void => {};
  const movers = new Set<() => void>();
  const resters = new Set<() => void>();
  const draw = (): void => {
    asked = false;
    for (const listener of movers) listener();
  };
  const rest = (): void => {
    callOff();
    held = false;
    if (rested === now) return;
    rested = now;
    for (const listener of resters) listener();
  };
  const move = (part: Partial<View>): void => {
    now = { ...now, ...part };
    if (!asked) frame(draw);
    asked = true;
    callOff();
    if (!held) callOff = later(rest, QUIET);
  };
  return {
    now: () => now,
    rested: () => rested,
    move,
    rest,
    change(part) {
      move(part);
      rest();
    },
    hold() {
      callOff();
      held = true;
    },
    onMove: (listener) => listen(movers, listener),
    onRest: (listener) => listen(resters, listener),
  };
}

function listen(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
