import { METHODS, SALIENCY_METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { liveMethod, type View } from '../viewQuery';

/** What stands beside the picture with its map: the plain picture, another version's map, or another method's. */
export type BesideTarget =
  | { kind: 'plain' }
  | { kind: 'version'; model: string }
  | { kind: 'method'; method: SaliencyMethodName };

/** What an address asks for; what is not known, or is the shown method itself, is the plain picture. */
export function besideTarget({ beside, method }: Pick<View, 'beside' | 'method'>, models: string[]): BesideTarget {
  const [kind, ...rest] = beside.split(':');
  const name = rest.join(':');
  if (kind === 'version' && models.includes(name)) return { kind: 'version', model: name };
  const asked = kind === 'method' ? SALIENCY_METHODS.find((known) => known === name) : undefined;
  return asked === undefined || asked === method ? { kind: 'plain' } : { kind: 'method', method: asked };
}

/** The method of each pane: other versions are compared by the maps that come with every reading. */
export function besideMethods(
  target: BesideTarget,
  shown: SaliencyMethodName,
): [SaliencyMethodName, SaliencyMethodName] {
  if (target.kind === 'version') return [liveMethod(shown), liveMethod(shown)];
  return [shown, target.kind === 'method' ? target.method : shown];
}

/** Whether what is beside needs the list of methods. */
export const needsMethods = ({ side, beside }: Pick<View, 'side' | 'beside'>): boolean =>
  side && SALIENCY_METHODS.some((method) => beside === `method:${method}` && !METHODS[method].isLive);
