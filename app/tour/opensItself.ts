import { ANCHORS, type Anchor } from './steps';

export type Moment = {
  /** The demonstration has figures to point at. */
  ready: boolean;
  /** The tour was open in this browser before, or that cannot be known. */
  seen: boolean;
  present: readonly Anchor[];
  /** The reader looks at the page and is doing nothing else: no field or button has the focus, no dialog is open. */
  idle: boolean;
};

/** Whether the tour may open without being asked: once, with everything in place, and never under a reader's hands. */
export const opensItself = ({ ready, seen, present, idle }: Moment): boolean =>
  ready && !seen && idle && ANCHORS.every((anchor) => present.includes(anchor));
