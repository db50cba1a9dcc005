import { chexnet } from './chexnet';
import { comparisonsOf, type MapShare } from './comparisons';
import { nih14 } from './nih14';
import type { RealData } from './proofReport';

/**
 * The real predictions and images. They are not part of the product: without the folder there are none, and the reason
 * is told.
 */
export async function realData(
  folder: string | null,
  absent: string,
  phantoms: readonly MapShare[],
  onImages: (count: number) => void,
): Promise<RealData> {
  if (folder === null) return { skipped: absent, percentiles: [], chexnet: null, nih14: null, comparisons: [] };
  const predictions = chexnet(folder);
  const images = await nih14(folder, onImages);
  const found = { ...predictions, nih14: images };
  return { skipped: null, ...found, comparisons: comparisonsOf(found, phantoms) };
}
