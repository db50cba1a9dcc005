import type { FindingEvidence, VersionEvidence } from '@/server/queries/evidence';
import { csv } from './csv';

const HEADER = [
  ...['model', 'finding', 'verdict', 'not_localisable', 'line', 'test', 'role', 'by', 'stratum', 'reference', 'unit'],
  ...['effect', 'low_95', 'high_95', 'null', 'n', 'counted', 'p', 'q', 'direction', 'gradient_q', 'grade', 'reason'],
  ...['nothing_to_edit', 'out_of_distribution', 'flips', 'flips_of', 'decided', 'confirmed'],
  ...['definition_version', 'as_of'],
];

/** One row a line, in the order of their weight; the verdict of the finding is repeated in each. */
export function evidenceCsv(
  version: Pick<VersionEvidence, 'model' | 'asOf'>,
  findings: readonly FindingEvidence[],
): string {
  const rows = findings.flatMap(({ finding, verdict, lines }) =>
    lines.map((line) => [
      ...[version.model, finding, verdict.grade, verdict.notLocalisable, line.id, line.test, line.role],
      ...[line.by, line.stratum, line.reference, line.unit, line.effect, line.low, line.high, line.null],
      ...[line.n, line.counted, line.p, line.q, line.direction, line.gradientQ, line.grade, line.reason],
      ...[line.pairs?.nothingToEdit, line.pairs?.outOfDistribution, line.flips?.n, line.flips?.of],
      ...[line.id === verdict.decidedBy, line.id === verdict.confirmedBy, line.definitionVersion, version.asOf],
    ]),
  );
  return csv(HEADER, rows);
}
