/** So many images in a row without an answer stop a version. */
export const MOST_IN_A_ROW = 3;

/** Of so many images the last ones count, and this share of them may fail. */
export const LAST_IMAGES = 300;
export const MOST_SHARE = 0.01;

/** How an image ended for a version. `not-finite`: NaN or infinity; `too-slow`: it did not answer in time. */
export type Ended = 'answered' | 'not-finite' | 'too-slow';

const WORDS = { 'not-finite': 'it answered numbers that are not finite', 'too-slow': 'it took too long' };

/**
 * Why a version has to be stopped, by how its last images ended, newest first; null while it may go on. Three failures
 * in a row, or more than 1 % of the last 300: of fewer images than that the same three may fail.
 */
export function whyFailing(endings: readonly Ended[]): string | null {
  const last = endings.slice(0, LAST_IMAGES);
  const kinds = (['not-finite', 'too-slow'] as const).filter((kind) => last.includes(kind));
  const what = kinds.map((kind) => WORDS[kind]).join(', or ');
  const firstAnswer = last.indexOf('answered');
  const inARow = firstAnswer < 0 ? last.length : firstAnswer;
  if (inARow >= MOST_IN_A_ROW) return `${what} on ${inARow} images in a row`;
  const failed = last.filter((ending) => ending !== 'answered').length;
  return failed > MOST_SHARE * LAST_IMAGES ? `${what} on ${failed} of its last ${last.length} images` : null;
}
