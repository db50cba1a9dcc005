import type { Statistic } from '@/server/alarms/statistic';

/** What is averaged, for whoever chooses it. */
export const STATISTIC_HINTS: Record<Statistic, string> = {
  'outside-share': 'Share of the positive evidence outside the anatomy, of cases where it is defined.',
  score: 'Logit, of all cases.',
  'score-negatives': 'Logit, of cases whose truth is 0.',
  'flagged-rate': 'Cases with a flag among all.',
  'undefined-rate': 'Cases whose outside share is undefined, for whatever reason.',
  'mask-issue-rate': 'Cases whose masks had an issue.',
  'override-rate': 'Verdicts against the model by readers who had seen score and map, on the day of the verdict.',
  sensitivity: 'Cases whose truth is 1 that score at or above the operating threshold. Needs a threshold and truths.',
  specificity: 'Cases whose truth is 0 that score below the operating threshold. Needs a threshold and truths.',
  'reference-auc':
    'Chance that a case whose truth is 1 scores above one whose truth is 0 of the reference period, at the same site in the same view. Needs 50 of these.',
  'site-gap':
    'Chance that a case whose truth is 0 scores above one of the other sites in the reference period, in the same view. 0.5 is no gap. Needs 50 of these.',
};
