import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { areaResize } from '@/server/image/areaResize';
import { drawCohort } from '@/server/phantom/drawCohort';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { COHORTS, type TrainingCohort } from './cohorts';

// Writes the phantoms that train.py reads: npx tsx models/recipe/makePhantoms.ts <folder> [cohorts]

/** Pixels a side of what the models read. */
const SIDE = 112;

/** Rendered at several sizes and averaged down, as the product does with whatever arrives. */
const SIZES = [112, 160, 224];

const [folder, ...names] = process.argv.slice(2);
if (folder === undefined) throw new RangeError('no folder given: npx tsx models/recipe/makePhantoms.ts <folder>');
mkdirSync(folder, { recursive: true });
for (const cohort of COHORTS) if (names.length === 0 || names.includes(cohort.name)) write(folder, cohort);

function write(into: string, { name, seed, plan, masks }: TrainingCohort): void {
  const files = { images: join(into, `${name}.images.u8`), masks: join(into, `${name}.masks.u8`) };
  for (const file of [files.images, files.masks, join(into, `${name}.jsonl`)]) rmSync(file, { force: true });
  drawCohort(seed, plan).forEach((study, index) => {
    const size = SIZES[index % SIZES.length] ?? SIDE;
    const phantom = renderPhantom(study, size);
    appendFileSync(files.images, reduce(phantom.pixels, size));
    if (masks) {
      const zones = [phantom.lungLeft, phantom.lungRight, phantom.heart];
      for (const zone of zones) appendFileSync(files.masks, reduce(zone, size, 255));
    }
    const { site, portable, truths } = study;
    appendFileSync(join(into, `${name}.jsonl`), `${JSON.stringify({ seed: study.seed, site, portable, truths })}\n`);
  });
  console.log(`${name}: written`);
}

/** [size, size] to [112, 112] by area, rounded to 8 bits. */
function reduce(plane: Uint8Array, size: number, scale = 1): Uint8Array {
  return Uint8Array.from(areaResize(Float32Array.from(plane), [size, size], [SIDE, SIDE]), (v) =>
    Math.round(v * scale),
  );
}
