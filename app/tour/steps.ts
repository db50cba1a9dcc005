/** What the tour points at; elements carry the name as `data-tour`, as many as belong together. */
export const ANCHORS = ['demonstration', 'pooled-auc', 'outside-share', 'site-effect', 'feed'] as const;

export type Anchor = (typeof ANCHORS)[number];

export type StepText = { title: string; says: string };

/** One stop: `plain` is true of any data, `claim` only while the page's figures bear it out (tourFacts). */
export type Step = { anchor: Anchor; plain: StepText; claim?: StepText; keys?: boolean };

const AUC =
  'AUC is how often a patient with the finding gets a higher score than one without it: 1 is always, .5 a coin toss.';
const OUTSIDE =
  'This is the share of a model’s evidence that lies outside the organ in question. The upright tick is chance: evidence spread evenly over the image.';
const HEALTHY =
  'Only patients without the finding count here, so their scores should not tell one hospital from another: .5 means that they do not.';
const CASE = 'Each row opens one case: the image, a map of what moved the score, and a ledger that adds up to it.';

export const STEPS: readonly Step[] = [
  {
    anchor: 'demonstration',
    plain: {
      title: 'Nobody here is real',
      says: 'Synthetic chest images from two invented hospitals arrive as you watch, and two models read each one. This bar pauses, speeds up or removes the demonstration.',
    },
  },
  {
    anchor: 'pooled-auc',
    plain: { title: 'How well scores tell sick from healthy', says: `${AUC} All hospitals are counted together.` },
    claim: { title: 'Both models look accurate', says: `${AUC} By this number alone, both would pass.` },
  },
  {
    anchor: 'outside-share',
    plain: { title: 'Where the evidence lies', says: `${OUTSIDE} Far above the tick deserves a look.` },
    claim: {
      title: 'Where they look gives no warning',
      says: `${OUTSIDE} Neither model lies above it.`,
    },
  },
  {
    anchor: 'site-effect',
    plain: { title: 'Does the score follow the hospital?', says: `${HEALTHY} 0 or 1 means that they always do.` },
    claim: {
      title: 'One of them knows the hospital',
      says: `${HEALTHY} For pneumonia, phantom-faithful stays near .5. phantom-shortcut does not: its score follows the hospital.`,
    },
  },
  {
    anchor: 'feed',
    plain: { title: 'Now open a case', says: `${CASE} Register your own model under Models.` },
    claim: {
      title: 'Now open a case',
      says: `${CASE} Seen enough? “Remove all” in the bar at the top clears the demonstration; then register your own model under Models.`,
    },
    keys: true,
  },
];
