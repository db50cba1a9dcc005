import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPng } from '@/server/image/render';
import { manifest } from '@/server/model/manifest';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import type { Product } from './product';

const shipped = (name: string) => ({
  onnx: readFileSync(join('models', name, 'model.onnx')),
  manifest: manifest.parse({
    ...JSON.parse(readFileSync(join('models', name, 'manifest.json'), 'utf8')),
    scope: 'all',
  }),
});

export const SHORTCUT = 'phantom-shortcut@1';

/** Registers the demonstration's models, as a user's own. */
export async function registerPhantomModels(product: Product): Promise<void> {
  for (const name of ['phantom-segmenter', 'phantom-shortcut']) await product.register(shipped(name));
}

/** Sends `count` phantoms of sites A and B in turn, each with a patient of its own; answers their ids. */
export async function sendPhantoms(product: Product, count: number, size = 160): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const site = n % 2 === 0 ? 'A' : 'B';
    const truths = { Pneumonia: n % 4 === 0 ? 1 : 0, Cardiomegaly: 0 } as const;
    const { pixels, height, width } = renderPhantom(drawStudy(7_000_000 + n, { site, mode: 'GLOBAL', truths }), size);
    const image = await renderPng({ height, width, pixels: Float32Array.from(pixels) });
    ids.push(await product.send({ image, metadata: { site, patientId: `p${n}`, truths } }));
  }
  return ids;
}
