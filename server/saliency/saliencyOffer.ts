import { METHODS, type SaliencyMethodName } from './saliencyMethod';

/** What decides whether a version may be asked for a method. */
export type OfferFacts = {
  /** Whether we have the model itself, and not only its predictions. */
  hasModel: boolean;
  /** As registered: what was found valid, and what was refused with the reason. */
  saliency: { available: readonly string[]; refused: readonly { method: string; reason: string }[] };
  /** Of the randomisation check, by method; none where it was not checked. */
  grades: ReadonlyMap<string, string>;
};

export type Offer = { state: 'available' | 'refused' | 'not-offered'; reason: string | null };

/**
 * Whether a method may be asked for. One that its model refuses stays refused whatever the check says; one whose maps
 * did not notice that the weights were permuted is not offered.
 */
export function saliencyOffer(method: SaliencyMethodName, { hasModel, saliency, grades }: OfferFacts): Offer {
  const refusal = saliency.refused.find((one) => one.method === method);
  if (refusal !== undefined) return { state: 'refused', reason: refusal.reason };
  const { needs, isLive } = METHODS[method];
  const isListed = saliency.available.includes(method);
  if (!hasModel && !isListed) {
    return { state: 'refused', reason: 'the version is known by the predictions that were sent: this needs the model' };
  }
  if (!isListed && needs !== 'answers') {
    return { state: 'refused', reason: 'it was not looked for when this version was registered' };
  }
  if (grades.get(method) === 'failed' && !isLive) {
    const reason = 'its maps hardly change when the weights are permuted: they do not show what this model learned';
    return { state: 'not-offered', reason };
  }
  return { state: 'available', reason: null };
}
