import type { EvidenceThresholds } from '@/server/evidence/verdict';

export type ThresholdName = keyof EvidenceThresholds;

export const evidenceThresholdNames: readonly ThresholdName[] = [
  'amberAuc',
  'redAuc',
  'minNegatives',
  'minPositives',
  'minPairs',
  'confirmSd',
  'silentSd',
  'falseDiscovery',
];
