import { METHODS, SALIENCY_METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';

/** How saliency maps of a version can be made, and what cannot be and why. */
export type SaliencySupport = { available: string[]; refused: { method: string; reason: string }[] };

/** Why what a method needs is missing; null where it is there. */
export type Reach = { linearHead: string | null; featureMap: string | null; attention: string | null };

const COUPLED = 'softmax couples the findings: the probability of a cell is not a function of one map';

/** Offers of every method to a version, by what was found in its graph and held when it was run. */
export function saliencyOffers(reach: Reach, activation: 'sigmoid' | 'softmax'): SaliencySupport {
  const why = (method: SaliencyMethodName): string | null => {
    const { needs } = METHODS[method];
    if (needs === 'answers') return null;
    if (needs === 'feature-map') return reach.featureMap;
    if (needs === 'attention') return reach.attention;
    return reach.linearHead ?? (method === 'log-ratio' && activation === 'softmax' ? COUPLED : null);
  };
  const judged = SALIENCY_METHODS.map((method) => ({ method, reason: why(method) }));
  return {
    available: judged.flatMap(({ method, reason }) => (reason === null ? [method] : [])),
    refused: judged.flatMap(({ method, reason }) => (reason === null ? [] : [{ method, reason }])),
  };
}
