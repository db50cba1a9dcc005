import type { UnaidedAnswer, Verdict } from './draft';

export const VERDICT_WORDS: Record<Verdict, string> = {
  agree: 'Agree: right answer, right place',
  disagree: 'Disagree: the answer is wrong',
  'wrong-reason': 'Right answer, wrong reason',
};

export const ANSWER_WORDS: Record<UnaidedAnswer, string> = {
  present: 'Present',
  absent: 'Absent',
  unsure: 'Cannot tell',
};

/** A verdict in a few words, of either kind; one that is not known as it is written. */
export function verdictShort(verdict: string): string {
  const words: Record<string, string> = {
    agree: 'agrees',
    disagree: 'disagrees',
    'wrong-reason': 'wrong reason',
    present: 'present',
    absent: 'absent',
    unsure: 'cannot tell',
  };
  return words[verdict] ?? verdict;
}

/** Zones as a reader writes them. */
export const zoneWord = (zone: string): string => zone.replaceAll('-', ' ');
