/** Rec. 601 luma (ITU-R BT.601-7 §2.5.1) of the values as stored; the weight of green is 1 − red − blue. */
const RED = 0.299;
const BLUE = 0.114;

/**
 * Interleaved samples [height, width, channels] (grey, grey + alpha, RGB, RGBA) to grey, Float32Array on 0–255.
 * 8 bits: v. 16 bits: v / 257, not rounded. Colour: luma without any gamma, so R = G = B = v gives v exactly.
 * Alpha lays the image over black, as a dark viewer shows it. Throws on another number of channels.
 */
export function greyFromSamples(samples: Uint8Array | Uint16Array, channels: number): Float32Array {
  if (channels < 1 || channels > 4 || samples.length % channels !== 0) throw new RangeError(`channels: ${channels}`);
  const scale = samples instanceof Uint16Array ? 257 : 1;
  // A copy that the engine does by itself takes a tenth of the time of a loop.
  if (channels === 1 && scale === 1) return new Float32Array(samples);
  const hasColour = channels >= 3;
  const alphaAt = channels % 2 === 0 ? channels - 1 : -1;
  const grey = new Float32Array(samples.length / channels);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel += 1, at += channels) {
    const first = samples[at] ?? 0;
    let value = first;
    if (hasColour) {
      const green = samples[at + 1] ?? 0;
      value = green + RED * (first - green) + BLUE * ((samples[at + 2] ?? 0) - green);
    }
    if (alphaAt > 0) value *= (samples[at + alphaAt] ?? 0) / (255 * scale);
    grey[pixel] = value / scale;
  }
  return grey;
}
