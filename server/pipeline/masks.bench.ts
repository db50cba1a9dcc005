import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { anatomicalPrior } from '@/server/audit/anatomicalPrior';
import { backgroundMask } from '@/server/audit/backgroundMask';
import { bodyBox } from '@/server/audit/bodyBox';
import { collimationBorder } from '@/server/audit/collimationBorder';
import { emptyMask } from '@/server/audit/emptyMask';
import { markerMask } from '@/server/audit/markerMask';
import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import { maskIssues } from '@/server/audit/maskQuality';
import type { Box } from '@/server/audit/mergeGlyphs';
import { splitLungs } from '@/server/audit/splitLungs';
import { uniteMasks } from '@/server/audit/uniteMasks';
import { decodeImage } from '@/server/image/decode';
import { decodeMask } from '@/server/image/maskPng';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { wilsonInterval } from '@/server/stats/wilsonInterval';
import { assetsDir } from '@/server/testing/assets';
import { type Counted, markedBoxes } from './bench/markedBoxes';

// Run: npm run bench -- masks. What docs/masks.md says: the prior's agreement with masks made by a model, the issues
// found in these masks, and the marker detector against labels drawn by eye and against phantoms, which know.

const labels = z
  .array(
    z.object({
      file: z.string(),
      boxes: z.array(z.array(z.number()).length(4)),
      unsure: z.array(z.array(z.number()).length(4)).default([]),
    }),
  )
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'bench/markerLabels.json'), 'utf8')));

const PHANTOMS = 100;
const SIDE = 512;

const dev = join(assetsDir, 'images/dev');

async function real(file: string) {
  const raster = await decodeImage(readFileSync(join(dev, 'img', `${file}.jpg`)));
  return { raster, lungs: await decodeMask(readFileSync(join(dev, 'mask', `${file}.png`))) };
}

const asShares = (box: Box, { width, height }: Mask): number[] => [
  box.x / width,
  box.y / height,
  box.width / width,
  box.height / height,
];

function told(name: string, hits: number, n: number): void {
  const interval = wilsonInterval(hits, n);
  if (interval === null) return;
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  console.log(
    `${name}: ${hits} of ${n}, ${percent(interval.value)} (${percent(interval.low)}–${percent(interval.high)})`,
  );
}

async function realMarkers(): Promise<void> {
  const sum: Counted = { found: 0, labelled: 0, right: 0, drawn: 0 };
  for (const { file, boxes, unsure } of labels) {
    const { raster, lungs } = await real(file);
    const { boxes: drawn, mask } = markerMask(raster, lungs);
    const counted = markedBoxes(
      drawn.map((box) => asShares(box, mask)),
      boxes,
      unsure,
    );
    for (const key of ['found', 'labelled', 'right', 'drawn'] as const) sum[key] += counted[key];
  }
  console.log(`marker detector on ${labels.length} real images, boxes drawn by eye`);
  told('recall, labelled boxes found', sum.found, sum.labelled);
  told('precision, drawn boxes right', sum.right, sum.drawn);
}

/** Overlays of phantoms by pixel, and the issues of their exact masks. */
function phantoms(): void {
  const sum = { both: 0, drawn: 0, exact: 0, boxes: 0, right: 0, issues: 0 };
  for (let n = 0; n < PHANTOMS; n++) {
    const site = n % 2 === 0 ? 'A' : 'B';
    const truths = { Pneumonia: n % 4 < 2 ? 0 : 1, Cardiomegaly: n % 8 < 4 ? 0 : 1 } as const;
    const phantom = renderPhantom(drawStudy(7_000_000 + n, { site, mode: 'GLOBAL', truths }), SIDE);
    const { height, width, pixels } = phantom;
    const mask = (data: Uint8Array): Mask => ({ height, width, data });
    const organs = {
      'lung-left': mask(phantom.lungLeft),
      'lung-right': mask(phantom.lungRight),
      heart: mask(phantom.heart),
    };
    const lungs = uniteMasks([organs['lung-left'], organs['lung-right']]);
    const found = markerMask({ height, width, pixels: Float32Array.from(pixels) }, lungs);
    for (let i = 0; i < pixels.length; i++) {
      const [drawn, exact] = [found.mask.data[i] ?? 0, phantom.zones.marker[i] ?? 0];
      sum.both += drawn * exact;
      sum.drawn += drawn;
      sum.exact += exact;
    }
    sum.boxes += found.boxes.length;
    sum.right += found.boxes.filter((box) => touches(box, phantom.zones.marker, width)).length;
    if (maskIssues(organs).length > 0) sum.issues += 1;
  }
  console.log(`marker detector on ${PHANTOMS} phantoms of ${SIDE} pixels a side`);
  told('recall, overlay pixels found', sum.both, sum.exact);
  told('precision, drawn boxes on an overlay', sum.right, sum.boxes);
  told('phantoms whose exact masks have an issue', sum.issues, PHANTOMS);
}

function touches(box: Box, exact: Uint8Array, width: number): boolean {
  for (let y = box.y; y < box.y + box.height; y++) {
    if (exact.subarray(y * width + box.x, y * width + box.x + box.width).includes(1)) return true;
  }
  return false;
}

async function realMasks(): Promise<void> {
  const dices: number[] = [];
  const issues = new Map<string, string[]>();
  for (const name of readdirSync(join(dev, 'img')).sort()) {
    const file = name.replace('.jpg', '');
    const { raster, lungs } = await real(file);
    const { height, width } = lungs;
    const background = backgroundMask(raster);
    const prior = anatomicalPrior(bodyBox(background, collimationBorder(raster)), height, width);
    const { 'lung-left': left, 'lung-right': right } = prior;
    if (left && right) dices.push(dice(uniteMasks([left, right]), lungs));
    const pair = splitLungs(lungs);
    const masks = {
      'lung-left': pair.left ?? emptyMask(height, width),
      'lung-right': pair.right ?? emptyMask(height, width),
      background,
    };
    for (const issue of maskIssues(masks)) issues.set(issue, [...(issues.get(issue) ?? []), file]);
  }
  const sorted = [...dices].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(3);
  const odd = dices.filter((_, i) => i % 2 === 1).sort((a, b) => a - b);
  console.log(
    `prior: Dice with ${dices.length} masks made by a model: 5 % ${at(0.05)}, median ${at(0.5)}, 95 % ${at(0.95)}`,
  );
  console.log(
    `prior: median on the odd rows, which it was not made from: ${odd[Math.floor(odd.length / 2)]?.toFixed(3)}`,
  );
  for (const [issue, files] of issues) console.log(`${issue}: ${files.length} (${files.join(', ')})`);
}

function dice(found: Mask, expected: Mask): number {
  let both = 0;
  for (let i = 0; i < expected.data.length; i++) both += (found.data[i] ?? 0) * (expected.data[i] ?? 0);
  return (2 * both) / (maskArea(found) + maskArea(expected));
}

await realMarkers();
phantoms();
await realMasks();
