import { type AucDecomposition, aucDecomposition } from './aucDecomposition';
import { prevalenceOnlyAuc } from './prevalenceOnlyAuc';
import type { SiteScores } from './siteMatrix';
import { siteCount, siteShares } from './siteShares';

export type PrevalenceReplay = AucDecomposition & { prevalenceOnly: number };

/**
 * What the AUC would be, had each site another prevalence and the same number of images: the cells (site, truth) of the
 * scores are weighted anew, P_s = q_s n_s and N_s = (1 − q_s) n_s, and nothing within a cell changes. So the pooled AUC
 * moves and no site's own AUC does (Zech et al. 2018 made five such mixes; their effect on *training* is not replayed,
 * SCIENCE §1.2). With the sites' own prevalences it is `aucDecomposition`. Variances are those of the scores at hand.
 * Null where a cell that is to have weight has no score, and where no pair is left.
 * @param prevalences 0–1, one a site; of a site without images it does not matter
 * @throws RangeError `prevalences: …` unless one a site, `prevalence: …` outside 0–1, and as `weightedAuc`
 */
export function prevalenceReplay(
  sites: readonly SiteScores[],
  prevalences: readonly number[],
): PrevalenceReplay | null {
  if (prevalences.length !== sites.length) {
    throw new RangeError(`prevalences: ${prevalences.length}, sites: ${sites.length}`);
  }
  const wrong = prevalences.find((prevalence) => !(prevalence >= 0 && prevalence <= 1));
  if (wrong !== undefined) throw new RangeError(`prevalence: ${wrong}`);
  const replayed = sites.map(siteCount).map(({ positives, negatives }, s) => {
    const [images, prevalence] = [positives + negatives, prevalences[s] ?? 0];
    return { positives: images * prevalence, negatives: images * (1 - prevalence) };
  });
  const [shares, prevalenceOnly] = [siteShares(replayed), prevalenceOnlyAuc(replayed)];
  if (shares === null || prevalenceOnly === null) return null;
  const decomposition = aucDecomposition(sites, shares);
  return decomposition.pooled.value === null ? null : { ...decomposition, prevalenceOnly };
}
