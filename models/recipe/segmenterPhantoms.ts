import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { patientFrame } from '@/server/phantom/frame';
import { drawCoverages, drawShapes } from '@/server/phantom/outlines';
import { freePlanes } from '@/server/phantom/planes';
import { foldSeed } from '@/server/phantom/random';
import { type Phantom, renderPhantom } from '@/server/phantom/renderPhantom';
import type { PhantomStudy } from '@/server/phantom/study';
import { segmenterStudy } from './segmenterStudy';

// Writes what segmenter.py reads: npx tsx models/recipe/segmenterPhantoms.ts <folder> [count] [first]

/** Pixels a side. */
const SIDE = 192;

/** Training's seeds start at 1,000,000; these are the anatomy segmenter's alone. */
const SEED = 1_500_000;

/** Values of the label's lower three bits; 0 is what lies beside the patient, or under a marker. */
const PARTS = ['lung-left', 'lung-right', 'heart', 'mediastinum', 'abdomen', 'body-other', 'marker'] as const;

/** Bits of the label: within the outline of the lung, whether or not the heart lies before it. */
const WHOLE = { left: 8, right: 16 } as const;

const [folder, count = '5000', first = '0'] = process.argv.slice(2);
if (folder === undefined) throw new RangeError('no folder given: npx tsx models/recipe/segmenterPhantoms.ts <folder>');
mkdirSync(folder, { recursive: true });
const files = { images: join(folder, `wide-${first}.images.u8`), labels: join(folder, `wide-${first}.labels.u8`) };
for (const file of Object.values(files)) rmSync(file, { force: true });
for (let i = Number(first); i < Number(first) + Number(count); i++) {
  const study = segmenterStudy(foldSeed(SEED, `study ${i}`));
  const phantom = renderPhantom(study, SIDE);
  const labels = partsOf(phantom);
  addWholeLungs(labels, study);
  appendFileSync(files.images, phantom.pixels);
  appendFileSync(files.labels, labels);
}

/** One part a pixel; lungs and heart as a segmenter would deliver them, under markers too. */
function partsOf({ zones, lungLeft, lungRight, heart }: Phantom): Uint8Array {
  const labels = new Uint8Array(SIDE * SIDE);
  const planes = { ...zones, 'lung-left': lungLeft, 'lung-right': lungRight, heart };
  for (const part of PARTS.toReversed()) {
    planes[part].forEach((value, i) => {
      if (value === 1) labels[i] = PARTS.indexOf(part) + 1;
    });
  }
  return labels;
}

/** Sets the bits of the lungs from chest wall to mediastinum and down to the domes, with what the heart hides. */
function addWholeLungs(labels: Uint8Array, { anatomy }: PhantomStudy): void {
  freePlanes(SIDE);
  const covers = drawCoverages(drawShapes(anatomy, patientFrame(anatomy, SIDE)), SIDE);
  const within = (cover: Float32Array, i: number) => (cover[i] ?? 0) >= 0.5;
  for (let i = 0; i < labels.length; i++) {
    if (within(covers.vessels, i) || within(covers.belowDiaphragm, i)) continue;
    const left = within(covers.lungLeft, i) ? WHOLE.left : 0;
    const right = within(covers.lungRight, i) ? WHOLE.right : 0;
    labels[i] = (labels[i] ?? 0) | left | right;
  }
}
