import { areaResize } from '@/server/image/areaResize';
import { bilinearResize } from '@/server/image/bilinearResize';
import type { Radiograph } from '@/server/image/radiograph';
import type { ModelInput } from '@/server/model/manifest';

/**
 * What a model is fed: the radiograph resized to the model's size (aspect not kept), 0–255 mapped linearly to
 * `range`, then (v − mean) / std per channel, the one plane copied to all channels. Float from end to end: an 8-bit
 * rounding in between moved CAMs by 1.3 logits (SCIENCE §0a.11).
 *
 * @returns Float32Array [channels, height, width]
 * @throws RangeError when mean or std is neither one number nor one per channel
 */
export function preprocess(radiograph: Radiograph, input: ModelInput): Float32Array {
  const resize = input.resize === 'area' ? areaResize : bilinearResize;
  const plane = resize(radiograph.pixels, [radiograph.height, radiograph.width], input.size);
  const [low, high] = input.range;
  const output = new Float32Array(input.channels * plane.length);
  let before = { scale: Number.NaN, shift: Number.NaN };
  for (let channel = 0; channel < input.channels; channel++) {
    const std = perChannel('std', input.std, channel, input.channels) ?? 1;
    // One multiplication and one addition for both steps.
    const scale = (high - low) / 255 / std;
    const shift = (low - (perChannel('mean', input.mean, channel, input.channels) ?? 0)) / std;
    const offset = channel * plane.length;
    if (scale === before.scale && shift === before.shift) output.copyWithin(offset, offset - plane.length, offset);
    else mapLinearly(plane, scale, shift, output.subarray(offset, offset + plane.length));
    before = { scale, shift };
  }
  return output;
}

function mapLinearly(plane: Float32Array, scale: number, shift: number, output: Float32Array): void {
  for (let i = 0; i < output.length; i++) output[i] = (plane[i] ?? 0) * scale + shift;
}

function perChannel(name: string, values: number[] | undefined, channel: number, channels: number): number | undefined {
  if (!values) return undefined;
  if (values.length !== 1 && values.length !== channels) {
    throw new RangeError(`${name}: ${values.length} numbers for ${channels} channels`);
  }
  return values[values.length === 1 ? 0 : channel];
}
