import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SHIPPED_SEGMENTER } from '@/server/audit/maskSource';
import { openSegmenter, type Segmenter } from '@/server/inference/segmenter';
import { segmenterManifest } from '@/server/model/manifest';

/** The segmenter that comes with the product, under its `name@version`. */
export type ShippedSegmenter = Segmenter & { name: string };

/**
 * Opens the segmenter that looks for lungs and heart where a version names no segmenter and no masks came. Null when it
 * is not there or does not open: then the average anatomy stands in.
 */
export async function openShippedSegmenter(
  threads: number,
  folder = resolve('models', SHIPPED_SEGMENTER),
): Promise<ShippedSegmenter | null> {
  try {
    const manifest = segmenterManifest.parse(JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8')));
    const opened = await openSegmenter(await readFile(`${folder}/model.onnx`), manifest, { threads });
    return { ...opened, name: `${manifest.name}@${manifest.version}` };
  } catch {
    return null;
  }
}
