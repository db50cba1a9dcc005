import type { Forward, Report } from './saliencyMethod';
import type { Plane, SaliencyMaps, SaliencyPlan } from './saliencyPlan';

/**
 * Runs a plan in batches of what the model takes at once; null when `report` said to stop, within one batch. `before`:
 * forward passes that were done for it already.
 */
export async function runPlan(
  plan: SaliencyPlan,
  { plane, findings }: { plane: Plane; findings: number },
  forward: Forward,
  report: Report = () => true,
  before = 0,
): Promise<SaliencyMaps | null> {
  const answers = new Float32Array(plan.forwards * findings);
  const of = before + plan.forwards;
  if (!report(before, of)) return null;
  for (let from = 0; from < plan.forwards; from += forward.batch) {
    const to = Math.min(from + forward.batch, plan.forwards);
    answers.set(await answersOf(plan, plane, forward, from, to), from * findings);
    if (!report(before + to, of)) return null;
  }
  return plan.combine(answers);
}

/** Logits [to − from, findings] of a part of a plan's images; at most a batch. */
export function answersOf(
  plan: SaliencyPlan,
  plane: Plane,
  forward: Forward,
  from: number,
  to: number,
): Promise<Float32Array> {
  const size = plane.values.length;
  const planes = new Float32Array((to - from) * size);
  for (let index = from; index < to; index++) {
    plan.draw(index, planes.subarray((index - from) * size, (index - from + 1) * size));
  }
  return forward.run(planes, to - from);
}
