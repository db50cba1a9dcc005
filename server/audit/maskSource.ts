/**
 * Where the masks of a prediction came from: `upload` (PNG), `dicom-seg`, `boxes`, `name@version` of a segmenter,
 * `prior`, or `none`.
 */
export const DELIVERED_SOURCES = ['upload', 'dicom-seg', 'boxes'] as const;

export type DeliveredSource = (typeof DELIVERED_SOURCES)[number];

/** The source of `anatomicalPrior`. */
export const PRIOR = 'prior';

/** What a reader has to know of masks before the figures made with them. */
export type MaskFlag = 'prior' | 'phantom-trained' | 'coarse';

/** `name` of the segmenter that is shipped for real images and has seen none. */
export const SHIPPED_SEGMENTER = 'anatomy-segmenter';

/** Null for masks that came with the image and for those of a segmenter that somebody registered. */
export function maskFlag(source: string): MaskFlag | null {
  if (source === PRIOR) return 'prior';
  if (source === 'boxes') return 'coarse';
  return source.startsWith(`${SHIPPED_SEGMENTER}@`) ? 'phantom-trained' : null;
}
