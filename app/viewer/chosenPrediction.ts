import type { InstancePrediction } from '@/server/queries/caseDetail';
import { byStanding } from './standing';

/**
 * The prediction that the address asks for; else the most unusual one, of the asked version where it answered. A
 * candidate's stands only where it is asked for, or where no other version has answered.
 */
export function chosenPrediction(
  predictions: InstancePrediction[],
  asked: { model: string | undefined; finding: string | undefined },
): InstancePrediction | null {
  const known = (model: string | undefined): boolean =>
    predictions.some((p) => p.model === model || p.versionId === model);
  const own = known(asked.model)
    ? predictions.filter((p) => p.model === asked.model || p.versionId === asked.model)
    : predictions;
  const counting = own.filter(({ state }) => state !== 'shadow');
  const of = counting.length > 0 ? counting : own;
  const asks = (p: InstancePrediction): boolean => p.finding === asked.finding;
  return of.find(asks) ?? own.find(asks) ?? of.toSorted(byStanding)[0] ?? null;
}

/** What other versions answered for the finding of a prediction. */
export const otherAnswers = (
  predictions: InstancePrediction[],
  chosen: Pick<InstancePrediction, 'model' | 'finding'> | null,
): InstancePrediction[] =>
  chosen === null
    ? []
    : predictions.filter(({ model, finding }) => finding === chosen.finding && model !== chosen.model);
