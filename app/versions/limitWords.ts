import { count, signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import type { GateRow, LimitName, Limits } from '@/server/versions/limits';

/** Each limit in words. */
export const LIMIT_WORDS: Record<LimitName, string> = {
  leastCases: 'Cases read by both',
  findings: 'Finding is there',
  aucDrop: 'AUC',
  outsideShareRise: 'Outside share',
  verdictNotWorse: 'Verdict',
  meanShift: 'Mean shift, logits',
  turnedShare: 'Decided otherwise',
  failureRate: 'No finite answer',
};

const WHY: Record<NonNullable<GateRow['why']>, string> = {
  few_cases: 'too few cases',
  few_labels: 'too few labels',
  no_maps: 'not both with maps',
  no_threshold: 'no threshold',
  no_verdict: 'too few cases for a verdict',
  missing_finding: 'the candidate lacks it',
};

/** Why a row has no answer; null where it has. */
export const whyWords = ({ why }: GateRow): string | null => (why === null ? null : WHY[why]);

const points = (share: number): string => `${signed(share * 100, 1)} pts`;

/** A figure in the unit of its limit. */
export function figureText(limit: LimitName, value: number): string {
  if (limit === 'leastCases') return count(value);
  if (limit === 'aucDrop') return signed(value, 3);
  if (limit === 'outsideShareRise') return points(value);
  return limit === 'meanShift' ? signed(value, 2) : percent(value);
}

/** What is allowed, in words: "at least 200", "at most 0.020 lost". */
export function allowedText({ limit, allowed }: Pick<GateRow, 'limit' | 'allowed'>): string {
  if (allowed === null) return limit === 'verdictNotWorse' ? 'no graver' : 'in both';
  if (limit === 'leastCases') return `at least ${count(allowed)}`;
  if (limit === 'aucDrop') return `at most ${allowed.toFixed(3)} lost`;
  if (limit === 'outsideShareRise') return `at most ${(allowed * 100).toFixed(1)} pts more`;
  return limit === 'meanShift' ? `within ±${allowed.toFixed(2)}` : `at most ${percent(allowed)}`;
}

/** The limits that were fixed, one line each. */
export function limitLines(limits: Limits): string[] {
  const numbers = ['aucDrop', 'outsideShareRise', 'meanShift', 'turnedShare', 'failureRate'] as const;
  return [
    `${LIMIT_WORDS.leastCases}: ${allowedText({ limit: 'leastCases', allowed: limits.leastCases })}`,
    ...numbers.flatMap((limit) => {
      const allowed = limits[limit];
      return allowed === null ? [] : [`${LIMIT_WORDS[limit]}: ${allowedText({ limit, allowed })}`];
    }),
    ...(limits.verdictNotWorse ? ['Verdict: no graver than the live version’s'] : []),
    limits.findings === null
      ? 'Judged on every finding of the live version'
      : `Judged on ${limits.findings.join(', ')}`,
  ];
}
