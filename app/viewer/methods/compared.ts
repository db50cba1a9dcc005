import { SALIENCY_METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { MOST_COMPARED, type View } from '../viewQuery';

type Compared = Pick<View, 'method' | 'compare'>;

/** Whether a method is among those that are beside each other. */
export const isCompared = ({ compare }: Compared, method: SaliencyMethodName): boolean => compare.includes(method);

/** Whether another may be set beside them. */
export const hasRoom = ({ compare }: Compared): boolean => compare.length < MOST_COMPARED;

/**
 * Sets a method beside the others or takes it away; the first one comes beside the method that is shown. Of one alone
 * there is nothing to compare: it is shown by itself. Their order is that of the list, whatever they were chosen in.
 */
export function toggleCompared(view: Compared, method: SaliencyMethodName): Compared {
  const { compare } = view;
  if (compare.includes(method)) {
    const rest = compare.filter((known) => known !== method);
    return rest.length > 1 ? { ...view, compare: rest } : { method: rest[0] ?? view.method, compare: [] };
  }
  const before = compare.length === 0 ? [view.method] : compare;
  const chosen = new Set<SaliencyMethodName>([...before, method]);
  if (chosen.size < 2 || chosen.size > MOST_COMPARED) return view;
  return { ...view, compare: SALIENCY_METHODS.filter((known) => chosen.has(known)) };
}
