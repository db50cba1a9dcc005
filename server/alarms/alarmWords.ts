import type { AlarmFigures } from './alarmFigures';
import { dayText } from './days';
import { isRank, type Statistic } from './statistic';

/** What is watched, as it stands in the middle of a sentence. */
export const STATISTIC_WORDS: Record<Statistic, string> = {
  'outside-share': 'outside share',
  score: 'score',
  'score-negatives': 'score of cases without the finding',
  'flagged-rate': 'share of flagged cases',
  'undefined-rate': 'share without an outside share',
  'mask-issue-rate': 'share with a mask at fault',
  'override-rate': 'share that readers overrode',
  sensitivity: 'sensitivity',
  specificity: 'specificity',
  'reference-auc': 'AUC against the reference',
  'site-gap': 'site gap',
};

/** What a statistic is measured in: scores are logits, ranks among other scores are AUCs, everything else is a share. */
export function unitOf(statistic: Statistic): 'logits' | 'auc' | 'share' {
  if (statistic === 'score' || statistic === 'score-negatives') return 'logits';
  return isRank(statistic) ? 'auc' : 'share';
}

export type Subject = {
  statistic: Statistic;
  finding: string;
  site: string;
  viewPosition: string;
  side: 'above' | 'below';
};

/** "Outside share of Edema at North, AP: above its band". */
export function alarmTitle({ statistic, finding, site, viewPosition, side }: Subject): string {
  const words = STATISTIC_WORDS[statistic];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of ${finding} at ${site}, ${viewPosition}: ${side} its band`;
}

function figure(value: number, statistic: Statistic): string {
  const unit = unitOf(statistic);
  if (unit === 'share') return `${(value * 100).toFixed(1).replace('-', '−')} %`;
  return value.toFixed(unit === 'auc' ? 3 : 2).replace('-', '−');
}

/** "Mean 62.0 % (interval 56.1 to 67.9 %), the band is …", in plain text for messages. */
export function alarmSentence(statistic: Statistic, figures: AlarmFigures, since: Date): string {
  const { mean, low, high, bandLow, bandHigh, n } = figures;
  const of = (value: number): string => figure(value, statistic);
  return (
    `Mean ${of(mean)} (interval ${of(low)} to ${of(high)}) over ${n} patient-days since ${dayText(since)}; ` +
    `the band is ${of(bandLow)} to ${of(bandHigh)}.`
  );
}
