import { EVIDENCE_VERSION, type EvidenceLine } from './evidenceLine';

type Known = Pick<EvidenceLine, 'id' | 'test' | 'role' | 'unit' | 'counted' | 'null'> & Partial<EvidenceLine>;

/** A line of which nothing but the given is known. */
export const emptyLine = (known: Known): EvidenceLine => ({
  by: null,
  stratum: null,
  reference: null,
  effect: null,
  low: null,
  high: null,
  n: 0,
  p: null,
  q: null,
  direction: 'none',
  gradientP: null,
  gradientQ: null,
  grade: null,
  reason: null,
  flips: null,
  pairs: null,
  cases: null,
  definitionVersion: EVIDENCE_VERSION,
  ...known,
});
