import type { InstancePrediction } from '@/server/queries/caseDetail';

/** The prediction that stands for a case: of the asked model and finding; else the one furthest above its baseline. */
export function leadingPrediction(
  predictions: readonly InstancePrediction[],
  { model, finding }: { model?: string | undefined; finding?: string | undefined },
): InstancePrediction | null {
  const asked = predictions.filter(
    (one) =>
      (model === undefined ? one.state !== 'shadow' : one.model === model || one.versionId === model) &&
      (finding === undefined || one.finding === finding),
  );
  const above = ({ probability, baseline }: InstancePrediction): number =>
    Math.log(Math.max(probability, 1e-12) / baseline);
  return asked.toSorted((a, b) => above(b) - above(a))[0] ?? null;
}
