import type { Db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { fieldsError } from '@/server/problem/problemBody';
import { ANALYSES, type AnalysisKind, type Question } from './kinds';
import { findingOf, findSubject } from './subject';

/** @throws AppError invalid-field */
export function parseQuestion(kind: AnalysisKind, parameters: unknown): Question {
  const parsed = parse(kind, parameters);
  if (!parsed.success) throw fieldsError(parsed.error, 'parameters');
  return parsed.data;
}

function parse(kind: AnalysisKind, given: unknown) {
  switch (kind) {
    case 'cohort':
      return ANALYSES.cohort.transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'patient-intervals':
      return ANALYSES['patient-intervals'].transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'added-auc':
      return ANALYSES['added-auc'].transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'paired-versions':
      return ANALYSES['paired-versions'].transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'edits':
      return ANALYSES.edits.transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'probe':
      return ANALYSES.probe.transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'maps':
      return ANALYSES.maps.transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'randomised-maps':
      return ANALYSES['randomised-maps'].transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'map-check':
      return ANALYSES['map-check'].transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'map-repeatability':
      return ANALYSES['map-repeatability'].transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'map-faults':
      return ANALYSES['map-faults'].transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'markers':
      return ANALYSES.markers.transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'trail':
      return ANALYSES.trail.transform((parameters) => ({ kind, parameters })).safeParse(given);
    case 'saliency':
      return ANALYSES.saliency.transform((parameters) => ({ kind, parameters })).safeParse(given);
  }
}

/**
 * The question with versions as `name@version`, so that asking by id is asking the same.
 * @throws AppError not-found for a version or finding that is not registered, invalid-field for a question about none
 */
export async function settledQuestion(db: Db, question: Question): Promise<Question> {
  if (question.kind === 'paired-versions') {
    const { model, other } = question.parameters;
    const [one, two] = [await findSubject(db, model), await findSubject(db, other)];
    if (one.versionId === two.versionId) {
      throw new AppError('invalid-field', 'other: name another version than model', {
        errors: [{ path: 'other', detail: 'the same version' }],
      });
    }
    return { kind: question.kind, parameters: { model: one.model, other: two.model } };
  }
  if (question.kind === 'cohort') {
    const { filter, by } = question.parameters;
    const model = await settledModel(db, filter.model, filter.finding);
    return { kind: question.kind, parameters: { filter: { ...filter, model }, by } };
  }
  if (question.kind === 'trail') return question;
  const { parameters } = question;
  const model =
    'finding' in parameters
      ? await settledModel(db, parameters.model, parameters.finding)
      : (await findSubject(db, parameters.model)).model;
  return parseQuestion(question.kind, { ...parameters, model });
}

async function settledModel(db: Db, model: string | undefined, finding: string | undefined): Promise<string> {
  if (model === undefined || finding === undefined) {
    const missing = [...(model === undefined ? ['model'] : []), ...(finding === undefined ? ['finding'] : [])];
    throw new AppError('invalid-field', `name ${missing.join(' and ')}`, {
      errors: missing.map((path) => ({ path, detail: 'missing' })),
    });
  }
  const subject = await findSubject(db, model);
  findingOf(subject, finding);
  return subject.model;
}
