import type { DefinitionText } from './definitionText';
import { EVIDENCE_DEFINITIONS } from './evidenceDefinitions';
import { FINDING_DEFINITIONS } from './findingDefinitions';
import { STRATA_DEFINITIONS } from './strataDefinitions';

export const DEFINITIONS = {
  ...STRATA_DEFINITIONS,
  ...FINDING_DEFINITIONS,
  ...EVIDENCE_DEFINITIONS,
  outsideShare: {
    name: 'Outside share',
    says: 'Share of the map’s positive evidence that lies outside the zones in which this finding may be seen. It describes where the evidence lies; it is not a verdict.',
    formula:
      'Σ max(M, 0)(1 − a) ÷ Σ max(M, 0), with M the CAM in logits and a the anatomy’s share of each cell, dilated by half a cell',
    n: 'maps with positive evidence and a usable mask, of all images, low scores included; the others are counted as undefined, never as 0',
    interval:
      '95 % interval of the mean over images, which are treated as independent; not adjusted for the number of findings',
  },
  negativeOutsideShare: {
    name: 'Negative outside share',
    says: 'The same share of the map’s negative evidence: how much of what speaks against the finding lies outside its anatomy. The same area, so the same chance.',
    formula: 'Σ max(−M, 0)(1 − a) ÷ Σ max(−M, 0), with the M and a of the outside share',
    n: 'one map; undefined without negative evidence or a usable mask',
    interval: 'none: one image',
  },
  contributionInside: {
    name: 'Inside, logits',
    says: 'What the cells inside the finding’s anatomy add to the logit, evidence for and against together. Inside, outside and the bias sum to the logit.',
    formula: 'Σ M·a ÷ cells, with the M and a of the outside share',
    n: 'one map; undefined without a usable mask',
    interval: 'none: one image',
  },
  contributionOutside: {
    name: 'Outside, logits',
    says: 'What the cells outside the finding’s anatomy add to the logit, evidence for and against together. Inside, outside and the bias sum to the logit.',
    formula: 'Σ M(1 − a) ÷ cells, with the M and a of the outside share',
    n: 'one map; undefined without a usable mask',
    interval: 'none: one image',
  },
  chance: {
    name: 'Chance',
    says: 'What the outside share would be if the evidence were spread evenly over the image.',
    formula: '1 − mean(a): the area outside the dilated anatomy, on the same maps',
    n: 'the same maps as the outside share, low scores included',
    interval: 'none: an average over the same maps',
  },
  probability: {
    name: 'Mean probability',
    says: 'Average of the probabilities that the model gave for this finding.',
    formula: 'Σ p ÷ n',
    n: 'predictions of this version for this finding',
    interval: 'none shown',
  },
  flagged: {
    name: 'Flagged',
    says: 'Cases worth a look: the probability reaches the threshold, and most of the positive evidence lies outside the anatomy, more than chance would put there. Never without a threshold.',
    formula: 'p ≥ threshold, outside share > 50 % and > area outside',
    n: 'predictions of this version for this finding',
    interval: 'none shown',
  },
  enrichment: {
    name: 'Enrichment',
    says: 'How much more (or less) evidence lies outside than chance would put there. 0 is chance, +1 twice as much, −1 half.',
    formula: 'log2(outside share ÷ area outside)',
    n: 'one map; null when the share is 0 or undefined',
    interval: 'none: one image',
  },
  auc: {
    name: 'AUC (pooled)',
    says: 'The chance that a case with the finding scores above one without it, over all sites together. 1 is always, .5 a coin toss. A score that follows the hospital can have a high pooled AUC when the hospitals’ prevalences differ.',
    formula:
      'Σ P_b (N_<b + N_b ÷ 2) ÷ (P·N) over 512 bins of the logit, P and N the cases with and without the finding',
    n: 'labelled cases; under 10 with or 10 without the finding no figure is given. Bins make it at most a few thousandths off, as the figure’s title says',
    interval:
      '95 %, DeLong’s standard error on the logit of the AUC (at 0 or 1 Newcombe’s method 5); images treated as independent',
  },
  siteEffect: {
    name: 'Site effect, healthy',
    says: 'AUC of the score for the site among cases without the finding: the chance that one site’s healthy case scores above the other’s. Nothing about the disease tells them apart, so .5 is expected; real differences in case mix can move it too.',
    formula: 'the AUC of the score, with the named site’s cases for the sick and the other’s for the healthy',
    n: 'cases without the finding at each of the two sites. The other site is the one with most of them; of several sites the one furthest from .5 is shown',
    interval: '95 %, DeLong’s standard error on the logit of the AUC; images treated as independent',
  },
  siteEffectGrade: {
    name: 'Grade of the site effect',
    says: 'Follows acquisition: from .75 (or to .25). Weak association: from .60 (or to .40). Both only where healthy cases score higher at the site with more disease; otherwise Acquisition shift: recalibrate, look at the scanner. Below threshold: neither, which is not a proof of absence.',
    formula:
      'max(A, 1 − A) ≥ .60 or ≥ .75, its interval without .5; direction by the 95 % interval of the prevalences’ difference (Newcombe)',
    n: 'under 100 cases without the finding at either site: Too few cases',
    interval: 'as of the AUC; limits are fixed in advance and not adjusted for the number of findings',
  },
  gapLogit: {
    name: 'Gap in logits',
    says: 'By how much the mean score of healthy cases differs between the two sites, on the logit scale that the model adds up on. +0.69 doubles the odds.',
    formula: 'mean logit of the named site − mean logit of the other, logits within ±16',
    n: 'cases without the finding at each of the two sites',
    interval: '95 %, Welch; images treated as independent',
  },
  etaSquared: {
    name: 'η², balanced',
    says: 'Share of the spread of healthy cases’ scores that the site explains, as it would be with as many cases of one as of the other. The plain η² depends on the mix.',
    formula: 'd² ÷ (d² + 4), d = gap ÷ √ of the mean of the two variances',
    n: 'cases without the finding at each of the two sites',
    interval: 'none shown',
  },
} as const satisfies Record<string, DefinitionText>;

export type DefinitionName = keyof typeof DEFINITIONS;

/** The same, where `source` may be absent. */
export const definitionOf = (name: DefinitionName): DefinitionText => DEFINITIONS[name];
