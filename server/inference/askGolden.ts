import type { Radiograph } from '@/server/image/radiograph';
import type { Golden } from '@/server/model/golden';
import type { Manifest } from '@/server/model/manifest';
import { openModel } from './openModel';
import { outputReading } from './outputReading';
import { preprocess } from './preprocess';
import { probeRadiograph } from './probeRadiograph';
import { openSession } from './session';

/** Numbers of one answer that are kept, at most: all of a classifier's, every so many of a segmenter's. */
const MOST_VALUES = 256;

/**
 * What a model answers to three pictures that never change: two of noise on a gradient and one like a chest. One thread,
 * so that sums are always made in the same order. Runs the model, so it belongs into a process apart.
 *
 * @param manifest as registered, so that nothing is filled in otherwise the next time
 * @throws AppError `unreadable-model`
 */
export async function askGolden(bytes: Uint8Array, manifest: Manifest, runtime: string): Promise<Golden> {
  const read = openModel(bytes, manifest);
  const { size, channels, layout } = manifest.input;
  const session = await openSession(bytes, { threads: 1, extraInputs: read.extraInputs });
  try {
    const answers: Golden['answers'] = [];
    for (const [picture, radiograph] of pictures(size)) {
      const values = preprocess(radiograph, manifest.input);
      const feed = { name: read.input.name, dims: [1, channels, ...size], values, layout };
      const [answer] = await session.run(feed, [read.output.name]);
      answers.push({ picture, values: sampled(answer?.values ?? new Float32Array()) });
    }
    const { apply } = outputReading(read.model, read.output.name, manifest);
    return { runtime, scale: apply === 'none' ? 'probability' : 'logit', answers };
  } finally {
    await session.dispose();
  }
}

const pictures = (size: readonly [number, number]): [string, Radiograph][] => [
  ['noise-1', probeRadiograph(size, 1)],
  ['noise-2', probeRadiograph(size, 2)],
  ['chest', chestPicture(size)],
];

/** A body with two dark lungs and a heart between them: smooth, unlike noise, and nobody's. */
export function chestPicture([height, width]: readonly [number, number]): Radiograph {
  const pixels = new Float32Array(height * width);
  const within = (x: number, y: number, [cx, cy, rx, ry]: readonly [number, number, number, number]): number =>
    Math.min(1, Math.max(0, 4 * (1 - Math.hypot((x - cx) / rx, (y - cy) / ry))));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [(column + 0.5) / width, (row + 0.5) / height];
      const lungs = Math.max(within(x, y, [0.3, 0.45, 0.17, 0.32]), within(x, y, [0.7, 0.45, 0.17, 0.32]));
      const heart = within(x, y, [0.55, 0.62, 0.16, 0.17]);
      const body = within(x, y, [0.5, 0.55, 0.49, 0.62]);
      pixels[row * width + column] = Math.min(255, 20 + 150 * body - 110 * lungs + 120 * heart * (1 - 0.4 * y));
    }
  }
  return { height, width, pixels };
}

function sampled(values: Float32Array): number[] {
  const step = Math.max(1, Math.ceil(values.length / MOST_VALUES));
  return Array.from(values).filter((_, i) => i % step === 0);
}
