import { externalLine, liftLines } from './aucLines';
import { eraseLine } from './eraseLine';
import type { EvidenceInput, VariableEffect } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';
import { frameLine, gainLine } from './harmLines';
import { negativesLine } from './negativesLine';
import { swapLine } from './swapLine';
import type { EvidenceThresholds } from './verdict';

/** Variables for which the marker's erasure is compared whether or not the score tells their strata apart. */
const ALWAYS_ERASED = ['site', 'portable'];

/**
 * The lines of one finding in order of weight: what decides, what confirms, what explains. `q` is null until
 * `withDiscoveryControl`. O(edits).
 */
export function linesOf(input: EvidenceInput, thresholds: EvidenceThresholds): EvidenceLine[] {
  const negatives = input.variables.map((variable) => negativesLine(variable, thresholds));
  const lines = [
    ...negatives,
    swapLine(input, thresholds),
    ...input.variables
      .filter((variable, i) => isErased(variable, negatives[i]))
      .map((variable) => eraseLine(input, variable, thresholds)),
    gainLine(input, thresholds),
    ...liftLines(input, thresholds),
    externalLine(input, thresholds),
    frameLine(input, thresholds),
    ...input.explains,
  ];
  return ROLES.flatMap((role) => lines.filter((line) => line.role === role));
}

const ROLES = ['decides', 'confirms', 'explains'] as const;

function isErased({ by, strata, isAcquisition }: VariableEffect, line: EvidenceLine | undefined): boolean {
  const fired = line?.grade === 'red' || line?.grade === 'amber';
  return strata >= 2 && isAcquisition && (fired || ALWAYS_ERASED.includes(by));
}
