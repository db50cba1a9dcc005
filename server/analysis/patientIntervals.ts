import { MIN_PER_SITE } from '@/server/stats/adjustedAuc';
import { binnedAuc } from '@/server/stats/binnedAuc';
import { mergeCounts } from '@/server/stats/mergeCounts';
import { patientBootstrap, percentileInterval } from '@/server/stats/patientBootstrap';
import type { SiteScores } from '@/server/stats/siteMatrix';
import { siteCount } from '@/server/stats/siteShares';
import { type CaseBins, strataScores } from './caseBins';
import type { PatientIntervals } from './kinds';

/** `strata`: names by index; `reference`: the one that others are compared with, null when strata are not asked for. */
export type PatientCases = CaseBins & {
  names: string[];
  reference: number | null;
  replicates: number;
  seed: number;
};

/** Negatives that a stratum must have before its score is compared (DESIGN §5), as in the site effect. */
const MIN_NEGATIVES = 10;
const MIN_KIND = 10;

type Figures = (number | null)[];

/**
 * AUC, adjusted AUC, lift, and the AUC of the score for the stratum among cases without the finding, each from the cases
 * as they are, with the 95 % percentile interval of a bootstrap that draws patients. All figures of a replicate are of
 * the same draw. Which strata enter is told by the cases as they are: 30 of either kind for adjusted AUC and lift, 10
 * negatives for the comparison. O(replicates · (cases + strata · bins)).
 */
export function patientIntervals(
  cases: PatientCases,
): Pick<PatientIntervals, 'patients' | 'auc' | 'adjusted' | 'lift' | 'siteEffect'> {
  const { names, reference } = cases;
  const scores = strataScores(cases, names.length);
  scores.count(null);
  const entered = reference === null ? [] : indicesWhere(scores.sites, bothKinds);
  const compared = reference === null ? [] : comparable(scores.sites, reference);
  const figures = (): Figures => [
    pooled(scores.sites),
    ...adjustedAndLift(scores.sites, entered),
    ...compared.map((s) => above(scores.sites[s], scores.sites[reference ?? 0])),
  ];
  const whole = enough(scores.sites) ? figures() : [];
  const draws = draw(cases, whole.length, (weights) => {
    scores.count(weights);
    return figures();
  });
  const [auc = null, adjusted = null, lift = null, ...effects] = whole.map((value, i) => estimate(value, draws[i]));
  return {
    patients: new Set(cases.patients).size,
    ...{ auc, adjusted, lift },
    siteEffect: names.flatMap((stratum, s) =>
      reference === null || s === reference
        ? []
        : [{ stratum, reference: names[reference] ?? '', aucOfScore: effects[compared.indexOf(s)] ?? null }],
    ),
  };
}

/** Every figure of every replicate: [figures][replicates]; a null ends a figure's list early. Empty under 30 patients. */
function draw(cases: PatientCases, figures: number, replicate: (weights: Uint8Array) => Figures): number[][] {
  const found = Array.from({ length: figures }, (): number[] => []);
  if (figures === 0) return found;
  const { replicates, seed } = cases;
  // The figures share their draws; which of them the bootstrap itself is handed does not matter.
  patientBootstrap(
    cases.patients,
    (weights) => {
      const drawn = replicate(weights);
      for (const [i, value] of drawn.entries()) if (value !== null) found[i]?.push(value);
      return drawn[0] ?? null;
    },
    { replicates, seed },
  );
  return found.map((values) => (values.length < 0.9 * replicates ? [] : values));
}

function estimate(value: number | null, draws: number[] = []) {
  if (value === null) return null;
  if (draws.length < 2) return { value, low: null, high: null };
  const { low, high } = percentileInterval(Float64Array.from(draws).sort());
  return { value, low, high };
}

const pooled = (sites: readonly SiteScores[]): number | null =>
  binnedAuc(mergeCounts(sites.map((site) => site.positives)), mergeCounts(sites.map((site) => site.negatives))).value;

/** Mean of the strata's AUCs by their positives, and what the pooled AUC of the same strata is above it. */
function adjustedAndLift(sites: readonly SiteScores[], entered: readonly number[]): Figures {
  const entering = entered.flatMap((s) => sites[s] ?? []);
  if (entering.length === 0) return [null, null];
  let [sum, positives] = [0, 0];
  for (const site of entering) {
    const auc = binnedAuc(site.positives, site.negatives);
    if (auc.positives === 0) continue;
    if (auc.value === null) return [null, null];
    sum += auc.positives * auc.value;
    positives += auc.positives;
  }
  const [all, adjusted] = [pooled(entering), positives === 0 ? null : sum / positives];
  return [adjusted, entering.length < 2 || all === null || adjusted === null ? null : all - adjusted];
}

/** The chance that the score of a case without the finding is higher in one stratum than in another. */
const above = (one: SiteScores | undefined, other: SiteScores | undefined): number | null =>
  one === undefined || other === undefined ? null : binnedAuc(one.negatives, other.negatives).value;

const indicesWhere = (sites: readonly SiteScores[], fits: (site: SiteScores) => boolean): number[] =>
  sites.flatMap((site, s) => (fits(site) ? [s] : []));

function bothKinds(site: SiteScores): boolean {
  const { positives, negatives } = siteCount(site);
  return positives >= MIN_PER_SITE && negatives >= MIN_PER_SITE;
}

function comparable(sites: readonly SiteScores[], reference: number): number[] {
  const many = indicesWhere(sites, (site) => siteCount(site).negatives >= MIN_NEGATIVES);
  return many.includes(reference) ? many.filter((s) => s !== reference) : [];
}

function enough(sites: readonly SiteScores[]): boolean {
  const counts = sites.map(siteCount);
  const total = (of: (count: { positives: number; negatives: number }) => number): number =>
    counts.reduce((sum, count) => sum + of(count), 0);
  return total((c) => c.positives) >= MIN_KIND && total((c) => c.negatives) >= MIN_KIND;
}
