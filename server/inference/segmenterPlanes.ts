import type { SegmenterManifest } from '@/server/model/manifest';
import type { Activation } from '@/server/onnx/outputScale';
import { AppError } from '@/server/problem/appError';
import { probabilities } from './probabilities';
import type { Values } from './session';

/** One plane of numbers, [height, width], for each of the manifest's zones. */
export type ZonePlanes = { height: number; width: number; planes: Float32Array[] };

/**
 * Which of four dimensions holds the channels: the smaller of the second and the last, for a picture has more rows than
 * zones; the second where they are equal.
 */
export function channelAxis([, second = 0, , last = 0]: readonly number[]): 1 | 3 {
  return last < second ? 3 : 1;
}

/**
 * What a segmenter answered for one image, as one plane per zone of the manifest on which the zone's threshold decides:
 * probabilities, or 1 where the pixel's class or highest channel is the zone's, and 0 elsewhere. Channels may come first
 * or last.
 * @throws AppError `internal` for dimensions that do not fit, or numbers that are not finite
 */
export function segmenterPlanes(
  output: Values | undefined,
  { zones, output: { activation } }: SegmenterManifest,
  apply: Activation,
): ZonePlanes {
  if (output?.dims[0] !== 1 || !output.values.every(Number.isFinite)) throw unusable(output);
  if (zones.some(({ value }) => value !== undefined)) return classPlanes(output, zones);
  const { height, width, channels, values } = channelsFirst(output);
  const cells = height * width;
  const plane = (all: Float32Array, channel: number) => all.subarray(channel * cells, (channel + 1) * cells);
  if (activation === 'argmax') {
    const highest = highestChannel(values, channels, cells);
    return { height, width, planes: zones.map(({ channel }) => where(highest, channel)) };
  }
  const read = apply === 'softmax' ? softmaxOverChannels(values, channels, cells) : probabilities(values, apply);
  return { height, width, planes: zones.map(({ channel = 0 }) => plane(read, channel)) };
}

function unusable(output: Values | undefined): AppError {
  return new AppError('internal', `the segmenter answered dimensions [${output?.dims}] or numbers that are not finite`);
}

/** Of an output [1, height, width] with the class of each pixel, a channel of one before or behind allowed. */
function classPlanes({ dims, values }: Values, zones: SegmenterManifest['zones']): ZonePlanes {
  const size = dims.length === 4 ? (dims[1] === 1 ? dims.slice(2) : dims.slice(1, 3)) : dims.slice(1);
  const [height = 0, width = 0] = size;
  if (size.length !== 2 || values.length !== height * width) throw unusable({ dims, values });
  return { height, width, planes: zones.map(({ value }) => where(values, value)) };
}

const where = (classes: ArrayLike<number>, wanted: number | undefined): Float32Array =>
  Float32Array.from(classes, (value) => (value === wanted ? 1 : 0));

/** Values [channels, height, width], whichever way they came. */
function channelsFirst(output: Values) {
  const { dims, values } = output;
  if (dims.length !== 4) throw unusable(output);
  if (channelAxis(dims) === 1) {
    const [, channels = 0, height = 0, width = 0] = dims;
    return { channels, height, width, values };
  }
  const [, height = 0, width = 0, channels = 0] = dims;
  const cells = height * width;
  const turned = new Float32Array(values.length);
  for (let i = 0; i < cells; i++) {
    for (let channel = 0; channel < channels; channel++)
      turned[channel * cells + i] = values[i * channels + channel] ?? 0;
  }
  return { channels, height, width, values: turned };
}

/** The first of the highest channels at each place. */
function highestChannel(values: Float32Array, channels: number, cells: number): Uint16Array {
  const highest = new Uint16Array(cells);
  for (let i = 0; i < cells; i++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let channel = 0; channel < channels; channel++) {
      const value = values[channel * cells + i] ?? 0;
      if (value <= best) continue;
      best = value;
      highest[i] = channel;
    }
  }
  return highest;
}

function softmaxOverChannels(values: Float32Array, channels: number, cells: number): Float32Array {
  const out = new Float32Array(values.length);
  const pixel = new Float32Array(channels);
  for (let i = 0; i < cells; i++) {
    for (let channel = 0; channel < channels; channel++) pixel[channel] = values[channel * cells + i] ?? 0;
    const shares = probabilities(pixel, 'softmax');
    for (let channel = 0; channel < channels; channel++) out[channel * cells + i] = shares[channel] ?? 0;
  }
  return out;
}
