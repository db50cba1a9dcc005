import { FIELDS, type Field, type Mapping } from './mapping';
import { findingsOf } from './proposeMapping';

/** A row as `POST /api/v1/predictions` would take it, not yet checked. */
export type Candidate = {
  modelVersion: string;
  instance: Record<string, unknown>;
  findings: Record<string, { probability: unknown }>;
  truths: Record<string, unknown>;
  truthSource: string;
};

/** What of a table's header a mapping uses: found out once. */
export type Layout = { mapping: Mapping; wide: { finding: string; probability: string; truth: string | null }[] };

export function layoutOf(mapping: Mapping, header: readonly string[]): Layout {
  const { probability, truth, finding } = mapping;
  if (finding !== undefined) return { mapping, wide: [] };
  const labels = new Set(truth === undefined ? [] : findingsOf(truth, header));
  const columnOf = (pattern: string, name: string): string => pattern.replace('{finding}', () => name);
  const wide = findingsOf(probability, header).map((name) => ({
    finding: name,
    probability: columnOf(probability, name),
    truth: truth !== undefined && labels.has(name) ? columnOf(truth, name) : null,
  }));
  return { mapping, wide };
}

/** What is said of a row's image and its findings; what a row leaves empty is left out. */
export function lineOfRecord({ mapping, wide }: Layout, record: Record<string, unknown>): Candidate {
  const instance: Record<string, unknown> = mapping.site === undefined ? {} : { site: mapping.site };
  for (const field of FIELDS) {
    const column = mapping.columns[field];
    const value = column === undefined ? null : said(record[column]);
    if (value !== null) instance[field] = fieldValue(field, value, mapping);
  }
  const findings: Candidate['findings'] = {};
  const truths: Candidate['truths'] = {};
  const add = (finding: string, probability: unknown, truth: unknown): void => {
    const score = said(probability);
    if (score !== null) findings[finding] = { probability: numberOf(score) };
    const label = labelOf(said(truth));
    if (label !== null) truths[finding] = label;
  };
  if (mapping.finding !== undefined) {
    const finding = said(record[mapping.finding]);
    if (finding !== null)
      add(String(finding), record[mapping.probability], mapping.truth === undefined ? null : record[mapping.truth]);
  }
  for (const { finding, probability, truth } of wide)
    add(finding, record[probability], truth === null ? null : record[truth]);
  return { modelVersion: mapping.model, instance, findings, truths, truthSource: mapping.truthSource };
}

/** Empty cells say nothing, and neither do the words that programs write for it. */
function said(value: unknown): string | number | boolean | Date | null {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value === 'boolean' || value instanceof Date) return value;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return /^(|na|n\/a|nan|null|none)$/i.test(text) ? null : text;
}

type Said = NonNullable<ReturnType<typeof said>>;

const numberOf = (value: Said): unknown =>
  typeof value === 'string' && /^[-+.\de]+$/i.test(value) ? Number(value) : value;

/** 0 and 1 in any spelling. −1 and .5, as some data sets write "uncertain", are no label. */
function labelOf(value: Said | null): unknown {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = numberOf(value);
  return number === -1 || number === 0.5 ? null : number;
}

const DAYS_A_YEAR = 365.25;
const YEARS = { years: 1, months: 1 / 12, days: 1 / DAYS_A_YEAR } as const;
const UNITS: Record<string, keyof typeof YEARS> = { Y: 'years', M: 'months', D: 'days' };

/** A value in the form that the interface takes; what is not understood goes on as it is, and is refused there. */
function fieldValue(field: Field, value: Said, { values, ageUnit }: Mapping): unknown {
  const stands = values[field]?.[String(value)];
  if (stands !== undefined) return stands;
  if (field === 'patientAge') return ageOf(value, ageUnit);
  if (field === 'portable') return truthOf(value);
  if (field === 'patientSex') return SEXES[String(value).toLowerCase()] ?? value;
  if (field === 'acquiredAt') return timeOf(value);
  return String(value);
}

const SEXES: Record<string, string> = { f: 'F', female: 'F', m: 'M', male: 'M', o: 'O', other: 'O' };

/** Years as a whole number; `084Y` as DICOM writes it, too. */
function ageOf(value: Said, unit: keyof typeof YEARS): unknown {
  const [, digits, letter] = /^(\d+(?:\.\d+)?)([YMD])?$/i.exec(String(value)) ?? [];
  if (digits === undefined) return value;
  return Math.floor(Number(digits) * YEARS[UNITS[letter?.toUpperCase() ?? ''] ?? unit]);
}

function truthOf(value: Said): unknown {
  if (/^(1|1\.0|true|yes|y|t)$/i.test(String(value))) return true;
  return /^(0|0\.0|false|no|n|f)$/i.test(String(value)) ? false : value;
}

/** RFC 3339; a date is its midnight in UTC, and a time without a zone is in UTC. */
function timeOf(value: Said): unknown {
  if (value instanceof Date) return value.toISOString();
  const text = String(value).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text}T00:00:00Z`;
  return /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) ? withSeconds(text) : text;
}

const withSeconds = (text: string): string => `${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}Z`;
