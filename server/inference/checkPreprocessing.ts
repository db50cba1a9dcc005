import type { Radiograph } from '@/server/image/radiograph';
import type { ImageFacts } from '@/server/model/imageFacts';
import type { ClassifierManifest } from '@/server/model/manifest';
import type { PreprocessingLine } from '@/server/model/tryReport';
import { openModel } from './openModel';
import { outputReading } from './outputReading';
import { preprocess } from './preprocess';
import { LEAST_IMAGES, preprocessingLines, preprocessingWarnings } from './preprocessingCheck';
import { inputOf, type PreprocessingWay, preprocessingWays } from './preprocessingWays';
import { logitsOf, probabilities } from './probabilities';
import { openSession } from './session';

export type SampleImage = { radiograph: Radiograph; facts: ImageFacts };

/** `note`: why fewer images were fed than there were; null when all were. */
export type PreprocessingFound = {
  images: number;
  note: string | null;
  lines: PreprocessingLine[];
  warnings: string[];
};

/**
 * Feeds the same images in the usual ways and compares the answers (`preprocessingLines`). Stops when `milliseconds` are
 * used up; what was begun is then left out.
 */
export async function checkPreprocessing(
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  samples: readonly SampleImage[],
  { milliseconds, threads }: { milliseconds: number; threads?: number },
): Promise<PreprocessingFound> {
  const read = openModel(bytes, manifest);
  const { apply } = outputReading(read.model, read.output.name, manifest);
  const options = { extraInputs: read.extraInputs, ...(threads !== undefined && { threads }) };
  const session = await openSession(bytes, options);
  const ways = preprocessingWays(manifest.input);
  const answer = async ({ radiograph, facts }: SampleImage, way: PreprocessingWay): Promise<Float32Array> => {
    const { channels, size, layout } = manifest.input;
    const values = preprocess(radiograph, inputOf(manifest.input, way));
    const feed = { name: read.input.name, dims: [1, channels, ...size], values, layout };
    const [output] = await session.run(feed, [read.output.name], facts);
    return logitsOf(probabilities(output?.values ?? new Float32Array(), apply));
  };
  const end = performance.now() + milliseconds;
  const answers: Float32Array[][] = [];
  try {
    for (const sample of samples) {
      const row: Float32Array[] = [];
      for (const way of ways) if (performance.now() < end) row.push(await answer(sample, way));
      if (row.length < ways.length) break;
      answers.push(row);
    }
  } finally {
    await session.dispose();
  }
  return found(ways, answers, samples.length, manifest);
}

function found(
  ways: readonly PreprocessingWay[],
  answers: readonly Float32Array[][],
  given: number,
  manifest: ClassifierManifest,
): PreprocessingFound {
  const images = answers.length;
  const names = manifest.findings.map(({ name }) => name);
  const note = images < given ? `${images} of ${given} images were fed in the time that there is` : null;
  if (images < LEAST_IMAGES) {
    return { images, note: note ?? `fewer than ${LEAST_IMAGES} images: nothing is concluded`, lines: [], warnings: [] };
  }
  const answered = ways.map((way, at) => {
    const rows = answers.map((row) => row[at] ?? new Float32Array());
    return { way, logits: Float32Array.from(rows.flatMap((row) => [...row].map(finite))) };
  });
  const lines = preprocessingLines(answered, names, images);
  return { images, note, lines, warnings: preprocessingWarnings(lines, images) };
}

/** A wrong way may make a model answer NaN, which is as good as none. */
const finite = (logit: number): number => (Number.isFinite(logit) ? logit : 0);
