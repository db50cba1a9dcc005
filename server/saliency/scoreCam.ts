import { answerColumn, unmoved } from './answerColumn';
import { bilinearPlane } from './bilinearPlane';
import { fillPlane } from './fillPlane';
import { isFlat } from './isFlat';
import type { SaliencyParameters } from './saliencyParameters';
import type { MapFigures, SaliencyPlan, SaliencySubject, Tap } from './saliencyPlan';

/** Keeps a channel that does not vary from dividing by nothing, as pytorch-grad-cam does. */
const TINY = 1e-8;

/**
 * Score-CAM (Wang et al., CVPRW 2020): each channel of the feature map, enlarged and scaled to 0–1, is a mask, and the
 * map is the sum of the channels by weights of the answers to the masked images. `softmax`: weights are the softmax of
 * the logits over the channels (the authors' form; a blank's answer would cancel); `difference`: the logit of the
 * masked image − that of the fill alone, in logits. Of more channels than asked for, those with the most energy.
 * @throws RangeError where the feature map is not known
 */
export function scoreCamPlan(
  { plane, findings, features }: SaliencySubject,
  { channels: most, weighting, fill }: SaliencyParameters<'score-cam'>,
): SaliencyPlan {
  if (features === null) throw new RangeError('feature map: none');
  const { channels, height, width, values } = plane;
  const [, rows, columns] = features.dims;
  const cells = rows * columns;
  const { picked, energyShare } = mostEnergy(features, most);
  const filled = fillPlane(plane, fill);
  return {
    forwards: picked.length + (weighting === 'difference' ? 1 : 0),
    draw(index, into) {
      const channel = picked[index];
      into.set(filled);
      if (channel === undefined) return;
      const mask = scaled(features.values.subarray(channel * cells, (channel + 1) * cells), [rows, columns], plane);
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < height * width; i++) {
          const at = c * mask.length + i;
          into[at] = (filled[at] ?? 0) + (mask[i] ?? 0) * ((values[at] ?? 0) - (filled[at] ?? 0));
        }
      }
    },
    combine(answers) {
      const maps = new Float32Array(findings * cells);
      const about = Array.from({ length: findings }, (_, finding): MapFigures => {
        const column = answerColumn(answers, findings, finding);
        const told = { scoreCam: { channels: features.dims[0], used: picked.length, energyShare, weighting } };
        const reason = unmoved(column);
        if (reason !== null) return { undefinedReason: reason, ...told };
        const map = weightedSum(features, picked, weighting === 'softmax' ? softmax(column) : gains(column));
        maps.set(map, finding * cells);
        return { undefinedReason: isFlat(map) ? 'flat' : null, ...told };
      });
      return { height: rows, width: columns, values: maps, about };
    },
  };
}

/** Channels with the most energy Σa², in their own order, and the share of all energy that they hold. */
function mostEnergy({ dims: [count, rows, columns], values }: Tap, most: number) {
  const cells = rows * columns;
  const energies = Float64Array.from({ length: count }, (_, channel) =>
    values.subarray(channel * cells, (channel + 1) * cells).reduce((sum, value) => sum + value ** 2, 0),
  );
  const order = Array.from(energies.keys()).sort((a, b) => (energies[b] ?? 0) - (energies[a] ?? 0) || a - b);
  const picked = order.slice(0, most).sort((a, b) => a - b);
  const all = energies.reduce((sum, energy) => sum + energy, 0);
  const held = picked.reduce((sum, channel) => sum + (energies[channel] ?? 0), 0);
  return { picked, energyShare: all === 0 ? 1 : held / all };
}

function scaled(channel: Float32Array, [rows, columns]: [number, number], to: { height: number; width: number }) {
  const { height, width } = to;
  const mask = bilinearPlane({ height: rows, width: columns, values: channel }, { height, width });
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of mask) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return mask.map((value) => (value - low) / (high - low + TINY));
}

function softmax(column: Float64Array): Float64Array {
  const highest = Math.max(...column);
  const powers = column.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The last answer is that of the fill alone. */
const gains = (column: Float64Array): Float64Array =>
  column.subarray(0, -1).map((value) => value - (column[column.length - 1] ?? 0));

function weightedSum({ dims: [, rows, columns], values }: Tap, picked: number[], weights: Float64Array): Float64Array {
  const cells = rows * columns;
  const map = new Float64Array(cells);
  for (const [i, channel] of picked.entries()) {
    for (let cell = 0; cell < cells; cell++) {
      map[cell] = (map[cell] ?? 0) + (weights[i] ?? 0) * (values[channel * cells + cell] ?? 0);
    }
  }
  return map;
}
