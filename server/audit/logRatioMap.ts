import { checkSaliencyMap, type SaliencyMap } from './saliencyMap';

/**
 * Zech's picture: R = ln(sigmoid(M + b) / baseline), in nats, per cell (SCIENCE §2.1). Above 0 the cell speaks for
 * more than the population's baseline. Bounded above by −ln baseline, unbounded below. For display only: the mean
 * of R is neither the logit nor the probability.
 *
 * Written as −softplus(−(M + b)) − ln baseline, which neither overflows nor takes the log of an underflowed 0.
 * @param baseline the finding's mean probability in the reference population, in (0, 1]
 * @throws RangeError `baseline: …`, `bias: …`
 */
export function logRatioMap(cam: SaliencyMap, bias: number, baseline: number): SaliencyMap {
  checkSaliencyMap(cam);
  if (!(baseline > 0 && baseline <= 1)) throw new RangeError(`baseline: ${baseline}, not in (0, 1]`);
  if (!Number.isFinite(bias)) throw new RangeError(`bias: ${bias}`);
  const logBaseline = Math.log(baseline);
  const values = cam.values.map((value) => -softplus(-(value + bias)) - logBaseline);
  return { height: cam.height, width: cam.width, values };
}

/** ln(1 + eˣ) without overflow: max(x, 0) + ln(1 + e^−|x|). */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
