import type { Values } from './session';

/** Largest |mean(CAM) + bias − logit| / max(1, |logit|) that is still called exact (SCIENCE §2.1). */
export const CAM_TOLERANCE = 1e-3;

/**
 * How far the maps are from adding up to the logits: the largest |mean(CAM_c) + b_c − z_c| / max(1, |z_c|) over the
 * findings c. Infinity when the shapes do not fit or a number is not finite.
 *
 * @param cam [1, classes, height, width]
 */
export function camResidual(cam: Values, bias: Float32Array, logits: Float32Array): number {
  const [batch, classes = 0, height = 0, width = 0] = cam.dims;
  const cells = height * width;
  const fits =
    cam.dims.length === 4 && batch === 1 && classes === logits.length && classes === bias.length && cells > 0;
  if (!fits) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let finding = 0; finding < classes; finding++) {
    let sum = 0;
    for (let i = finding * cells; i < (finding + 1) * cells; i++) sum += cam.values[i] ?? 0;
    const logit = logits[finding] ?? 0;
    const residual = Math.abs(sum / cells + (bias[finding] ?? 0) - logit) / Math.max(1, Math.abs(logit));
    if (!Number.isFinite(residual)) return Number.POSITIVE_INFINITY;
    worst = Math.max(worst, residual);
  }
  return worst;
}
