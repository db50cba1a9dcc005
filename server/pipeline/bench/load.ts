import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPng } from '@/server/image/render';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { assetsDir } from '@/server/testing/assets';

/** Images of the benchmark, and what they are. */
export type Load = { what: string; images: Buffer[] };

/** Pixels a side of the phantoms, which stand in where no radiographs are at hand. */
const SIDE = 1024;

/** Real radiographs when there are some, else phantoms. */
export async function loadImages(most: number): Promise<Load> {
  const folder = join(assetsDir, 'images/dev/img');
  const names = listed(folder).slice(0, most);
  if (names.length > 0) {
    return {
      what: `${names.length} radiographs, JPEG 512²`,
      images: names.map((name) => readFileSync(join(folder, name))),
    };
  }
  const images: Buffer[] = [];
  for (let seed = 0; seed < Math.min(40, most); seed++) {
    const study = drawStudy(seed, { site: 'A', mode: 'GLOBAL', truths: { Pneumonia: 1, Cardiomegaly: 0 } });
    const { height, width, pixels } = renderPhantom(study, SIDE);
    images.push(await renderPng({ height, width, pixels: Float32Array.from(pixels) }));
  }
  return { what: `${images.length} phantoms, PNG ${SIDE}²`, images };
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
