import type { AddedAucAnswer } from '@/server/analysis/kinds';
import { csv } from '@/server/api/csv';
import type { StrataView } from './strataQuery';

/** What metadata, score and both can do, a row each, and what the score adds. */
export function metadataCsv({ model, finding }: StrataView, answer: AddedAucAnswer): string {
  const { metadata, score, withScore, added, cases, positives } = answer;
  const rows = Object.entries({ metadata, score, metadata_and_score: withScore, added }).map(([figure, estimate]) => [
    ...[model, finding, figure, estimate?.value ?? null, estimate?.low ?? null, estimate?.high ?? null],
    ...[cases, positives],
  ]);
  return csv(['model', 'finding', 'figure', 'value', 'low_95', 'high_95', 'cases', 'positives'], rows);
}
