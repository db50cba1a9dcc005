import { createHash } from 'node:crypto';
import type { AnalysisKind, Question } from './kinds';

/** Kinds whose answer has another form than it had at first: one that was kept in the old form is not found again. */
const FORMS: Partial<Record<AnalysisKind, number>> = { 'paired-versions': 3 };

/** The sha256, in hex, of kind and parameters: the same question has the same key, in whatever order it was written. */
export const analysisKey = (question: Question): string =>
  createHash('sha256')
    .update(canonicalJson({ ...question, form: FORMS[question.kind] }))
    .digest('hex');

/** JSON with the fields of every object in the order of their names, and without those that are undefined. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
