import { logRatioMap } from '@/server/audit/logRatioMap';
import { isFlat } from './isFlat';
import type { SaliencyPlan, SaliencySubject } from './saliencyPlan';

/**
 * Class activation map (Zhou 2015) and Zech's log-ratio of it to the baseline, as they came with the reading: nothing
 * is asked of the model again.
 * @throws RangeError where the reading brought no maps
 */
export function camPlan({ cams, findings }: SaliencySubject, method: 'cam' | 'log-ratio'): SaliencyPlan {
  if (cams === null) throw new RangeError('maps: none');
  const { height, width } = cams;
  const cells = height * width;
  return {
    forwards: 0,
    draw: () => undefined,
    combine() {
      const values = new Float32Array(findings * cells);
      const about = Array.from({ length: findings }, (_, finding) => {
        const cam = { height, width, values: cams.values.subarray(finding * cells, (finding + 1) * cells) };
        if (!cam.values.every(Number.isFinite)) return { undefinedReason: 'not_finite' as const };
        const map = method === 'cam' ? cam : logRatioMap(cam, cams.bias[finding] ?? 0, cams.baseline[finding] ?? 0);
        values.set(map.values, finding * cells);
        return { undefinedReason: isFlat(map.values) ? ('flat' as const) : null };
      });
      return { height, width, values, about };
    },
  };
}
