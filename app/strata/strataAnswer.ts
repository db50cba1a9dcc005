import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import type { Confounder } from '@/server/queries/confounders';
import type { SiteEffect } from '@/server/queries/overview';
import { capital, imagesOf, VARIABLES } from './variables';

/** The page's first sentence and the one that qualifies it. */
export type StrataAnswer = { headline: string; detail: string };

/** Who the score of a finding follows, said of the stratum that stands out most. Says what is drawn, never more. */
export function strataAnswer(finding: string, variable: Confounder | undefined): StrataAnswer {
  const name = findingName(finding);
  const worst = variable?.worst ?? null;
  if (variable === undefined || worst === null || worst.negatives.aucOfScore.value === null) {
    return { headline: `Who does ${name} follow?`, detail: whyNone(name, variable) };
  }
  const { headline, ends } = pairs(name, worst);
  return {
    headline: worst.grade === 'below' ? `${headline}, which is little: 50 is chance.` : `${headline}.`,
    detail: `${ends} ${GRADE_SENTENCES[worst.grade](prevalences(worst))}`,
  };
}

/** Of a hundred pairs of healthy cases, the stratum that scores higher first. */
function pairs(finding: string, { by, stratum, reference, negatives }: SiteEffect): { headline: string; ends: string } {
  const { value, low, high } = negatives.aucOfScore;
  const auc = value ?? 0.5;
  const isAbove = auc >= 0.5;
  const [above, below] = isAbove ? [stratum, reference] : [reference, stratum];
  const of = (share: number): string => outOfHundred(isAbove ? share : 1 - share);
  const [from, to] = isAbove ? [low, high] : [high, low];
  const n = isAbove ? [negatives.n, negatives.referenceN] : [negatives.referenceN, negatives.n];
  const interval = from === null || to === null ? '' : `95 % interval ${of(from)} to ${of(to)}; `;
  return {
    headline: `Among cases without ${finding}, ${imagesOf(by, above)} score higher than ${imagesOf(by, below)} in ${of(auc)} of 100 pairs`,
    ends: capital(`${interval}${count(n[0] ?? 0)} and ${count(n[1] ?? 0)} cases without it.`),
  };
}

/** A share as a number out of a hundred; the ends are never rounded to 0 or 100. */
export function outOfHundred(share: number): string {
  if (share > 0.995) return 'more than 99';
  return share < 0.005 ? 'fewer than 1' : String(Math.round(share * 100));
}

const prevalences = ({ by, stratum, reference, prevalence }: SiteEffect): string =>
  `${percent(prevalence.stratum ?? 0)} in ${imagesOf(by, stratum)}, ${percent(prevalence.reference ?? 0)} in ${imagesOf(by, reference)}`;

const ALONG =
  'A score that learned to recognise where an image comes from looks like this; patients who truly differ can look so too, and an edit of the image would have to tell the two apart.';

const GRADE_SENTENCES: Record<SiteEffect['grade'], (prevalences: string) => string> = {
  follows: (shares) => `The healthy score higher where the finding is more frequent (${shares}). ${ALONG}`,
  weak: (shares) => `The healthy score higher where the finding is more frequent (${shares}). ${ALONG}`,
  shift: (shares) =>
    `The healthy do not score higher where the finding is more frequent (${shares}), so this was not learned from prevalence: look at the scanner and recalibrate.`,
  below: () => 'No stratum reaches the limit of 60 in 100. That is no proof that none is followed.',
  few: () => 'Under 100 cases without it on either side: too few to grade.',
};

function whyNone(finding: string, variable: Confounder | undefined): string {
  const words = variable === undefined ? null : VARIABLES[variable.by];
  const reasons: Record<NonNullable<Confounder['none']>, string> = {
    no_truths: `No labels have come for ${finding}. Who it follows is measured among cases that are known not to have it; what needs no labels is shown below.`,
    one_stratum: `All cases are of one ${words?.one ?? 'stratum'}: there is nothing to compare. Choose another variable below.`,
    fewer_than_10_negatives: `Fewer than 10 cases without ${finding} on one side of every comparison: no figure is given.`,
    being_recounted: 'The scores of older cases are being counted; the figures come by themselves.',
  };
  return variable?.none == null ? `No case has been read for ${finding} yet.` : reasons[variable.none];
}
