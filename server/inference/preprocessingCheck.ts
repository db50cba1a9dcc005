import type { PreprocessingLine } from '@/server/model/tryReport';
import type { PreprocessingWay } from './preprocessingWays';

/** Answers of one way: logits [images, findings], row-major. */
export type AnsweredWay = { way: PreprocessingWay; logits: Float32Array };

/** A probability of 0.99995 or 0.00005; beyond it a model that was fed what it knows is hardly ever. */
const SATURATED = 10;

/** Fewer images say nothing about whether answers differ from image to image. */
export const LEAST_IMAGES = 6;

/**
 * Compares how a model answered the same images under the usual ranges; the first way is the declared one. A model that
 * is fed a range it was not made for is mostly either blind (the same answer whatever the image) or saturated.
 */
export function preprocessingLines(
  answered: readonly AnsweredWay[],
  findings: readonly string[],
  images: number,
): PreprocessingLine[] {
  const declared = answered[0]?.logits ?? new Float32Array();
  return answered.map(({ way, logits }, index) => {
    const firsts = Array.from({ length: images }, (_, image) => highest(logits, image, findings.length));
    const counts = findings.map((_, finding) => firsts.filter((first) => first === finding).length);
    const most = counts.indexOf(Math.max(...counts));
    return {
      ...way,
      declared: index === 0,
      top: findings[most] ?? '',
      share: (counts[most] ?? 0) / images,
      entropy: entropy(counts, images),
      spread: meanSpread(logits, findings.length, images),
      saturated: mean(logits, (logit) => (Math.abs(logit) >= SATURATED ? 1 : 0)),
      distance: mean(logits, (logit, i) => Math.abs(logit - (declared[i] ?? 0))),
    };
  });
}

function highest(logits: Float32Array, image: number, findings: number): number {
  const row = logits.subarray(image * findings, (image + 1) * findings);
  return row.reduce((best, logit, i) => (logit > (row[best] ?? 0) ? i : best), 0);
}

function entropy(counts: number[], images: number): number {
  return counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / images) * Math.log2(count / images)), 0);
}

/** Standard deviation over the images, mean of the findings. */
function meanSpread(logits: Float32Array, findings: number, images: number): number {
  let sum = 0;
  for (let finding = 0; finding < findings; finding += 1) {
    const column = Float64Array.from({ length: images }, (_, image) => logits[image * findings + finding] ?? 0);
    const centre = column.reduce((total, logit) => total + logit, 0) / images;
    const squares = column.reduce((total, logit) => total + (logit - centre) ** 2, 0);
    sum += Math.sqrt(squares / Math.max(1, images - 1));
  }
  return sum / findings;
}

function mean(values: Float32Array, of: (value: number, index: number) => number): number {
  let sum = 0;
  for (const [i, value] of values.entries()) sum += of(value, i);
  return sum / Math.max(1, values.length);
}

/** Below this share of the other way's spread, answers hardly hang on the image. */
const BLIND = 0.25;
/** More than this share of saturated answers is too many. */
const SATURATED_SHARE = 0.3;
/** A way is sound as an alternative when fewer of its answers are saturated. */
const SOUND_SHARE = 0.1;

/**
 * What is suspicious about the declared way, in words; empty when nothing is. It never says that another way is right:
 * that is for who made the model to say.
 */
export function preprocessingWarnings(lines: readonly PreprocessingLine[], images: number): string[] {
  const declared = lines.find((line) => line.declared);
  if (declared === undefined || images < LEAST_IMAGES) return [];
  const others = lines.filter((line) => !line.declared && line.saturated <= SOUND_SHARE);
  const varied = others.toSorted((a, b) => b.entropy + b.spread - a.entropy - a.spread)[0];
  if (varied === undefined) return [];
  const better = `fed ${varied.label} they differ (standard deviation ${varied.spread.toFixed(2)} logits, ${inWords(varied)})`;
  const check = 'check input.range, mean and std with who made the model';
  if (declared.saturated > SATURATED_SHARE) {
    return [
      `preprocessing: fed ${declared.label}, ${percent(declared.saturated)} of the answers are saturated; ${better}: ${check}`,
    ];
  }
  if (!isBlind(declared, varied)) return [];
  return [
    `preprocessing: fed ${declared.label}, the answers to ${images} images are nearly the same (standard deviation ${declared.spread.toFixed(2)} logits, ${inWords(declared)}); ${better}: ${check}`,
  ];
}

/** The same first finding nearly always, or scores that hardly move, while another way's do both less. */
function isBlind(declared: PreprocessingLine, other: PreprocessingLine): boolean {
  const isFlat = declared.spread < BLIND * other.spread;
  const isStuck = declared.share >= 0.95 && other.share <= 0.8 && declared.spread < 0.5 * other.spread;
  return isFlat || isStuck;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
const inWords = ({ top, share }: PreprocessingLine) => `"${top}" first in ${percent(share)}`;
