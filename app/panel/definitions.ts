/** What a number is: name, formula, what n counts and how its interval is made. */
export type DefinitionText = { name: string; says: string; formula: string; n: string; interval: string };

export const DEFINITIONS = {
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
} as const satisfies Record<string, DefinitionText>;

export type DefinitionName = keyof typeof DEFINITIONS;
