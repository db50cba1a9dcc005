import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest } from '@/server/model/manifest';
import { root } from '@/server/start/root';

/** The phantoms' segmenter, which stands in where the real one is not at hand. */
export function shippedSegmenter() {
  const folder = join(root, 'models/phantom-segmenter');
  const parsed = manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  return { onnx: readFileSync(join(folder, 'model.onnx')), manifest: parsed };
}
