import { type SiteCount, siteShares } from './siteShares';

/**
 * AUC of a score that knows the site and nothing else, its value the site's prevalence, in closed form: sites in order
 * of prevalence, Σ_s π⁺_s (Σ_{t before s} π⁻_t + π⁻_s / 2); sites of equal prevalence count as one. For two sites
 * (1 + TPR − FPR) / 2, TPR the higher site's share of the positives, FPR its share of the negatives. With 22,062 images
 * at 1.2 % and 8,388 at 34.2 % it is .857, and the paper's two-site test set gives .861 by logistic regression (Zech et
 * al., PLoS Med 2018; 15:e1002683; SCIENCE §1.1). 0.5 to 1 by construction, .5 for one site or equal prevalences. It has
 * no sampling error given the sites' counts, so model − baseline has the model's interval, shifted; many small sites
 * lift it by chance alone, as each is ordered by its own cases. Counts need not be whole. Null without a positive or a
 * negative. O(S log S).
 * @throws RangeError `count: …` for one that is negative or not finite
 */
export function prevalenceOnlyAuc(sites: readonly SiteCount[]): number | null {
  const shares = siteShares(sites);
  if (shares === null) return null;
  const ordered = sites
    .map(({ positives, negatives }, s) => ({
      prevalence: positives / (positives + negatives),
      p: shares.positives[s] ?? 0,
      n: shares.negatives[s] ?? 0,
    }))
    .filter(({ p, n }) => p + n > 0)
    .sort((one, other) => one.prevalence - other.prevalence);
  let [value, before] = [0, 0];
  for (let i = 0; i < ordered.length; ) {
    const prevalence = ordered[i]?.prevalence;
    let [p, n] = [0, 0];
    for (; i < ordered.length && ordered[i]?.prevalence === prevalence; i++) {
      p += ordered[i]?.p ?? 0;
      n += ordered[i]?.n ?? 0;
    }
    value += p * (before + n / 2);
    before += n;
  }
  return value;
}
