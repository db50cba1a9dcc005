import { type Anchor, STEPS } from './steps';

const exists = (step: number, present: readonly Anchor[]): boolean =>
  present.some((anchor) => anchor === STEPS[step]?.anchor);

/** The nearest step beyond `from` whose anchor is on the page; null at the end of the way. */
export function neighbour(from: number, direction: 1 | -1, present: readonly Anchor[]): number | null {
  for (let step = from + direction; step >= 0 && step < STEPS.length; step += direction) {
    if (exists(step, present)) return step;
  }
  return null;
}

/** The step that is shown when `asked` is asked for: itself, else the next that exists, else the one before. */
export function resolveStep(asked: number, present: readonly Anchor[]): number | null {
  return exists(asked, present) ? asked : (neighbour(asked, 1, present) ?? neighbour(asked, -1, present));
}

/** The steps that exist, in order. */
export const route = (present: readonly Anchor[]): number[] =>
  STEPS.flatMap((_, step) => (exists(step, present) ? [step] : []));
