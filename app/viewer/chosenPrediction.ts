import type { InstancePrediction } from '@/server/queries/caseDetail';
import { byStanding } from './standing';

/** The prediction that the address asks for; else the most unusual one, of the asked version where it answered. */
export function chosenPrediction(
  predictions: InstancePrediction[],
  asked: { model: string | undefined; finding: string | undefined },
): InstancePrediction | null {
  const known = (model: string | undefined): boolean =>
    predictions.some((p) => p.model === model || p.versionId === model);
  const own = known(asked.model)
    ? predictions.filter((p) => p.model === asked.model || p.versionId === asked.model)
    : predictions;
  return own.find((p) => p.finding === asked.finding) ?? own.toSorted(byStanding)[0] ?? null;
}
