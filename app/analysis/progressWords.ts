import { count, NBSP } from '@/app/format/number';
import { since } from '@/app/format/time';
import type { AnalysisState } from '@/server/analysis/kinds';

/** What is going on, in a few words. */
export function standing({ status, result, problem }: AnalysisState, what: string): string {
  const older = result === null ? '' : ' The answer below is an older one.';
  if (status === 'waiting') return `${what}: waiting for its turn.${older}`;
  if (status === 'running') return `${what}.${older}`;
  if (status === 'cancelled') return `${what}: stopped.${older}`;
  return `${what}: failed.${problem === null ? '' : ` ${sentence(problem)}`}${older}`;
}

/** How far it is, how fast, and how long it will take: "120,000 of 700,000 results · 95,000 a second · about 6 s left". */
export function progressWords({ status, done, total }: AnalysisState, rate: number | null): string {
  if (status !== 'running') return '';
  if (total === null) return 'counting what there is to read';
  if (done >= total) return `all ${count(total)} results read, computing`;
  const parts = [`${count(done)} of ${count(total)} results`];
  if (rate !== null && rate >= 1) {
    parts.push(`${count(Number(rate.toPrecision(2)))} a second`, `about ${since((1000 * (total - done)) / rate)} left`);
  }
  return parts.join(`${NBSP}· `);
}

/** What a screen reader is told; it changes with the status only. */
export function announcement({ status, problem }: AnalysisState, what: string): string {
  if (status === 'failed') return `${what}: failed.${problem === null ? '' : ` ${sentence(problem)}`}`;
  if (status === 'cancelled') return `${what}: stopped.`;
  return status === 'done' ? `${what}: done.` : `${what}: under way.`;
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`;
