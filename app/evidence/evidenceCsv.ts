import { csv } from '@/server/api/csv';
import type { EvidenceLine } from '@/server/evidence/evidenceLine';
import type { EvidenceRead } from './evidenceRead';

const COLUMNS = [
  'id',
  'role',
  'test',
  'by',
  'stratum',
  'reference',
  'unit',
  'effect',
  'low',
  'high',
  'null',
  'n',
  'counted',
  'p',
  'q',
  'direction',
  'gradientQ',
  'grade',
  'reason',
] as const satisfies readonly (keyof EvidenceLine)[];

const HEADER: Partial<Record<(typeof COLUMNS)[number], string>> = {
  id: 'line',
  low: 'low_95',
  high: 'high_95',
  gradientQ: 'gradient_q',
};

/** Every line of the evidence, unrounded, with the verdict that they give; a row each. */
export function evidenceCsv({ model, finding, verdict, lines, definitionVersion, asOf }: EvidenceRead): string {
  return csv(
    ['model', 'finding', 'verdict', ...COLUMNS.map((name) => HEADER[name] ?? name), 'definition_version', 'as_of'],
    lines.map((line) => [
      model,
      finding,
      verdict.grade,
      ...COLUMNS.map((name) => line[name]),
      line.definitionVersion || definitionVersion,
      asOf,
    ]),
  );
}
