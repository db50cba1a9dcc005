import { z } from 'zod';
import { STRATIFIERS, type Stratifier, UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import type { EvidenceInput, VariableEffect } from '@/server/evidence/evidenceInput';
import { pOfInterval } from '@/server/evidence/pOfInterval';
import { aucLift } from '@/server/stats/aucLift';
import { binnedAuc } from '@/server/stats/binnedAuc';
import { squaredDeviations } from '@/server/stats/moments';
import { unpairedAucTest } from '@/server/stats/unpairedAucTest';
import { MIN_CASES, suppression } from './aucSummary';
import { CELL_SUMS, type CellSums } from './cellSums';
import { type EffectWithinSites, effectsWithinSites, mergeSites, type SitedStratum } from './effectsWithinSites';
import { mergeScores } from './labelledScores';
import { bySize, type ScoredStratum, type SiteEffect, scoredStratum, siteEffects } from './siteEffect';

/** What the rollups of all time know of one finding, as evidence is made of it. */
export type EvidenceCells = Pick<EvidenceInput, 'variables' | 'lifts' | 'external' | 'prevalence' | 'sd'>;

/** Acquisition decides. Patients differ between strata of sex and age; who reports is known by who is sick. */
const ACQUISITION: readonly Stratifier[] = ['site', 'department', 'scanner', 'viewPosition', 'portable'];

/** By finding; one reading for all findings of a version. */
export async function readEvidenceCells(
  versionId: string,
  findingIds: readonly number[],
  manifest: unknown,
): Promise<Map<number, EvidenceCells>> {
  const rows = await db().$queryRaw<
    (CellSums & { findingId: number; by: Stratifier; stratum: string; site: string })[]
  >`
    select c.finding_id as "findingId", c.by, c.stratum, c.site, ${CELL_SUMS}
    from rollup_cell c
    where c.finding_id in (select f.id from finding f where f.version_id = ${versionId}::uuid) and c.grain = 'all'
    group by 1, 2, 3, 4
    having sum(c.n) > 0
    order by 1, 2, 5 desc, 3, 4`;
  const stated = training.safeParse(manifest);
  const trainedOn = stated.success ? stated.data.trainedOn : null;
  return new Map(
    findingIds.map((id) => {
      const own = rows.filter(({ findingId }) => findingId === id);
      const cells = (by: Stratifier): SitedStratum[] =>
        own.filter((row) => row.by === by).map((row) => ({ ...scoredStratum(row.stratum, row), site: row.site }));
      return [id, evidenceCells(cells, trainedOn)];
    }),
  );
}

const training = z.object({ trainedOn: z.array(z.string()).min(1) });

/** `cells`: the strata of a variable that have cases, site by site. `trainedOn`: sites; null when it is not stated. */
export function evidenceCells(
  cells: (by: Stratifier) => readonly SitedStratum[],
  trainedOn: readonly string[] | null,
): EvidenceCells {
  const bySite = cells('site');
  const known = STRATIFIERS.map((by) => {
    const own = (by === 'site' ? bySite : cells(by)).filter(({ stratum }) => stratum !== UNKNOWN_STRATUM);
    return { by, cells: own, strata: mergeSites(own) };
  });
  const sites = mergeSites(bySite);
  return {
    variables: known.map(variableEffect),
    lifts: known.map(({ by, strata }) => liftOf(by, strata)),
    external: trainedOn === null ? null : externalOf(sites, trainedOn),
    prevalence: prevalencesOf(sites),
    sd: sdOf(sites),
  };
}

/** `cells`: site by site; `strata`: the same of all sites. */
type Variable = { by: Stratifier; cells: readonly SitedStratum[]; strata: readonly ScoredStratum[] };

const GRAVITY = ['follows', 'weak', 'shift', 'below', 'few'] as const;

/** A difference of prevalences whose p, times the pairs, is above this is no gradient. */
const CHANCE = 0.05;

/**
 * The pair of strata of the gravest grade, of alike ones that whose AUC is furthest from .5; what goes along a gradient
 * that may be chance ranks with a shift. Sites are compared with the
 * largest; strata of every other variable within the sites that they share.
 */
function variableEffect({ by, cells, strata }: Variable): VariableEffect {
  const effects = by === 'site' ? siteEffects(by, strata).map(acrossSites) : effectsWithinSites(by, cells, strata);
  const told = effects.filter(({ aucOfScore }) => aucOfScore.value !== null);
  const gradientP = ({ prevalence }: EffectWithinSites): number | null =>
    prevalence === null ? null : pOfInterval(prevalence, 0);
  const isChance = (one: EffectWithinSites): boolean => (gradientP(one) ?? 0) * told.length > CHANCE;
  const rank = (one: EffectWithinSites): number =>
    Math.max(GRAVITY.indexOf(one.grade), isChance(one) ? GRAVITY.indexOf('shift') : 0);
  const sorted = told.toSorted((a, b) => rank(a) - rank(b) || distance(b) - distance(a));
  const [worst = effects[0]] = sorted;
  const [largest] = strata.toSorted(bySize);
  const { value = null, low = null, high = null } = worst?.aucOfScore ?? {};
  const gap = worst?.prevalence;
  return {
    by,
    stratum: worst?.stratum ?? largest?.stratum ?? '',
    reference: worst?.reference ?? '',
    isAcquisition: ACQUISITION.includes(by),
    auc: value === null || low === null || high === null ? null : { value, low, high },
    comparisons: Math.max(1, told.length),
    // Strata that share no site have nothing to be compared with.
    strata: effects.length === 0 ? Math.min(1, strata.length) : strata.length,
    negatives: worst?.negatives ?? largest?.negatives ?? 0,
    referenceNegatives: worst?.referenceNegatives ?? 0,
    matched: worst?.matched ?? 0,
    gradient: worst?.gradient ?? 'none',
    gradientP: worst === undefined ? null : gradientP(worst),
    prevalenceSign: (gap?.low ?? 0) > 0 ? 1 : (gap?.high ?? 0) < 0 ? -1 : 0,
  };
}

function acrossSites({
  negatives: { n, referenceN, aucOfScore },
  prevalence,
  ...effect
}: SiteEffect): EffectWithinSites {
  const { stratum, reference, low, high } = prevalence;
  const isTold = stratum !== null && reference !== null && low !== null && high !== null;
  return {
    ...effect,
    prevalence: isTold ? { value: stratum - reference, low, high } : null,
    aucOfScore,
    ...{ negatives: n, referenceNegatives: referenceN, matched: Math.min(n, referenceN) },
  };
}

const distance = ({ aucOfScore: { value } }: EffectWithinSites): number =>
  value === null ? -1 : Math.abs(value - 0.5);

function liftOf(by: Stratifier, strata: readonly ScoredStratum[]): EvidenceInput['lifts'][number] {
  const scored = strata.filter(({ positives, negatives }) => positives + negatives > 0);
  const counted = { by, positives: sum(scored, 'positives'), strata: strata.length };
  if (suppression(mergeScores(scored.map(({ scores }) => scores))) !== null) return { ...counted, lift: null };
  const lift = aucLift(
    scored.flatMap(({ scores }) =>
      scores === null ? [] : [{ positives: scores.positive.counts, negatives: scores.negative.counts }],
    ),
  );
  const { low = null, high = null } = lift ?? {};
  return { ...counted, lift: lift === null || low === null || high === null ? null : { value: lift.value, low, high } };
}

/** AUC inside of the training's sites less that outside; null where all sites are of one kind. */
function externalOf(sites: readonly ScoredStratum[], trainedOn: readonly string[]): EvidenceInput['external'] {
  const inside = sites.filter(({ stratum }) => trainedOn.includes(stratum));
  const outside = sites.filter(({ stratum }) => !trainedOn.includes(stratum));
  if (inside.length === 0 || outside.length === 0) return null;
  const positives = Math.min(sum(inside, 'positives'), sum(outside, 'positives'));
  const [one, other] = [inside, outside].map((group) => {
    const scores = mergeScores(group.map((stratum) => stratum.scores));
    return scores === null || suppression(scores) !== null
      ? null
      : binnedAuc(scores.positive.counts, scores.negative.counts);
  });
  const test = one && other ? unpairedAucTest(one, other) : null;
  const { low = null, high = null } = test ?? {};
  return {
    positives,
    difference: test === null || low === null || high === null ? null : { value: test.value, low, high },
  };
}

/** Of sites with enough labelled cases to speak of a prevalence. */
const prevalencesOf = (sites: readonly ScoredStratum[]): Record<string, number> =>
  Object.fromEntries(
    sites.flatMap(({ stratum, positives, negatives }) =>
      positives + negatives < MIN_CASES ? [] : [[stratum, positives / (positives + negatives)]],
    ),
  );

/** Of the logit over all labelled cases, with and without the finding; null under two or while they are recounted. */
function sdOf(sites: readonly ScoredStratum[]): number | null {
  const scores = mergeScores(sites.map((site) => site.scores));
  if (scores === null) return null;
  const [a, b] = [scores.positive.moments, scores.negative.moments];
  const all = { n: a.n + b.n, sum: a.sum + b.sum, sumOfSquares: a.sumOfSquares + b.sumOfSquares };
  return all.n < 2 ? null : Math.sqrt(squaredDeviations(all) / (all.n - 1));
}

const sum = (strata: readonly ScoredStratum[], of: 'positives' | 'negatives'): number =>
  strata.reduce((total, stratum) => total + stratum[of], 0);
