import type { LiveView } from '../liveView';
import type { Place, View } from '../viewQuery';

const placeOf = ({ zoom, x, y, window, level }: View): Place => ({ zoom, x, y, window, level });

/** The view as the second pane draws it: the same while both are linked. */
export const otherView = (view: View): View => (view.other === null ? view : { ...view, ...view.other });

/** Parts the two panes, the second staying where it is; or links them again, the second going where the first is. */
export const toggleLink = (view: View): Partial<View> => ({ other: view.other === null ? placeOf(view) : null });

/**
 * The second pane's own view upon the first one's: while they are not linked its zoom, place and window are its own, and
 * all else is shared. A view is made once for each of the first's, so that painters can tell a moving one by identity.
 */
export function otherLive(live: LiveView): LiveView {
  const made = new WeakMap<View, View>();
  const of = (view: View): View => {
    const known = made.get(view) ?? otherView(view);
    made.set(view, known);
    return known;
  };
  const toFirst = (part: Partial<View>): Partial<View> => {
    const now = live.now();
    if (now.other === null) return part;
    const next = { ...of(now), ...part };
    return { ...part, ...placeOf(now), other: placeOf(next) };
  };
  return {
    ...live,
    now: () => of(live.now()),
    rested: () => of(live.rested()),
    move: (part) => live.move(toFirst(part)),
    change: (part) => live.change(toFirst(part)),
  };
}
