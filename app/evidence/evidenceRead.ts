import type { Evidence } from '@/server/queries/evidence';

/** What the page shows of one finding's evidence; all of the version's time, whatever period the statistics are of. */
export type EvidenceRead = Pick<
  Evidence,
  'model' | 'finding' | 'asOf' | 'definitionVersion' | 'thresholds' | 'verdict' | 'lines'
>;
