import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { auditImage } from '@/server/audit/auditImage';
import { backgroundMask } from '@/server/audit/backgroundMask';
import { frameMask } from '@/server/audit/frameMask';
import { keepLungs } from '@/server/audit/keepLungs';
import { markerMask } from '@/server/audit/markerMask';
import { splitLungs } from '@/server/audit/splitLungs';
import { areaResize } from '@/server/image/areaResize';
import { bilinearMask } from '@/server/image/bilinearMask';
import { decodeImage } from '@/server/image/decode';
import { encodeMask } from '@/server/image/maskPng';
import { scrubImage } from '@/server/image/scrub';
import { preprocess } from '@/server/inference/preprocess';
import { openSession } from '@/server/inference/session';
import { lungUnet, nih14 } from '@/server/testing/assetModels';
import { assetsDir } from '@/server/testing/assets';
import { type Zones, zonesOf } from './zonesOf';

// Run: npm run bench -- zones. Our own arithmetic for one image of 1024 × 1024 as PNG, the networks left out.
// The product runs bundled, which is a third faster: the loader of the sources detaches an array buffer, and from then
// on the engine asks at each access whether the array is still there.

const IMAGES = 40;
const ROUNDS = 5;
const SIDE = 1024;
const GRID = 512;

const times = new Map<string, number[][]>();
let image = 0;

/** Notes the processor time of one step on the current image, in milliseconds: a busy machine does not count. */
async function timed<T>(step: string, work: () => T | Promise<T>): Promise<T> {
  const started = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(started);
  const perImage = times.get(step) ?? [];
  perImage[image] = [...(perImage[image] ?? []), (user + system) / 1000];
  times.set(step, perImage);
  return result;
}

/** Fourteen findings whose maps add up, all read from the lungs. */
function findings() {
  return Array.from({ length: 14 }, (_, finding) => {
    const values = Float32Array.from({ length: 49 }, (_, cell) => Math.sin(cell * 7.1 + finding));
    const logit = values.reduce((sum, value) => sum + value, 0) / values.length - 1;
    return {
      name: `${finding}`,
      map: { height: 7, width: 7, values },
      bias: -1,
      logit,
      anatomy: ['lungs' as const],
    };
  });
}

/** All that is done to one image beside the networks, as the pipeline does it. */
async function whole(bytes: Buffer, plane: Float32Array): Promise<Zones> {
  const radiograph = await timed('decode', () => decodeImage(bytes));
  await timed('preprocess for the segmenter, 192', () => preprocess(radiograph, lungInput));
  await timed('preprocess for the classifier, 224 × 3', () => preprocess(radiograph, classifierInput));
  const mask = await timed('probabilities to the grid', () => bilinearMask(plane, [192, 192], [GRID, GRID], 0.5));
  const segment = async () => [{ zone: 'lungs' as const, mask }];
  const zones = await timed('zones', () => zonesOf(radiograph, { kind: 'segmenter', name: 'lungs@1', segment }));
  await timed('encode masks', () => Promise.all(Object.values(zones.masks).map(encodeMask)));
  await timed('ledger and shares of 14 findings', () => auditImage(zones, audited));
  const pixels = await timed('· of the zones: resize to the grid', () =>
    areaResize(radiograph.pixels, [SIDE, SIDE], [GRID, GRID]),
  );
  const raster = { height: GRID, width: GRID, pixels };
  const clean = await timed('· of the zones: keep lungs', () => keepLungs(mask));
  await timed('· of the zones: split lungs', () => splitLungs(clean));
  await timed('· of the zones: marker', () => markerMask(raster, clean));
  await timed('· of the zones: frame', () => frameMask(raster));
  await timed('· of the zones: background', () => backgroundMask(raster));
  return zones;
}

/** Median over the images of the least time of each: caches may have been somebody else's meanwhile. */
function median(perImage: number[][]): number {
  const least = perImage.map((rounds) => Math.min(...rounds)).sort((a, b) => a - b);
  return least[least.length >> 1] ?? Number.NaN;
}

const folder = join(assetsDir, 'images/dev/img');
const lungInput = lungUnet().manifest.input;
const classifierInput = nih14().manifest.input;
const audited = findings();
const session = await openSession(lungUnet().onnx, { threads: 1 });
const work: { bytes: Buffer; plane: Float32Array }[] = [];
for (const name of readdirSync(folder).sort().slice(0, IMAGES)) {
  const picture = sharp(readFileSync(join(folder, name))).resize(SIDE, SIDE, { kernel: 'lanczos3' });
  const bytes = await scrubImage(await picture.toColourspace('b-w').png().toBuffer());
  const values = preprocess(await decodeImage(bytes), lungInput);
  const [output] = await session.run({ name: 'image', dims: [1, 1, 192, 192], values }, ['lung_prob']);
  work.push({ bytes, plane: output?.values ?? new Float32Array(192 * 192) });
}
await session.dispose();

const cpu = process.cpuUsage();
for (let round = 0; round < ROUNDS; round++) {
  for (const [at, { bytes, plane }] of work.entries()) {
    image = at;
    await whole(bytes, plane);
  }
}
const { user, system } = process.cpuUsage(cpu);

let sum = 0;
for (const [step, perImage] of times) {
  const time = median(perImage);
  if (!step.startsWith('·')) sum += time;
  console.log(`${step.padEnd(42)} ${time.toFixed(2).padStart(8)} ms`);
}
console.log(`${'sum (without ·)'.padEnd(42)} ${sum.toFixed(2).padStart(8)} ms`);
console.log(`processor time of everything: ${((user + system) / 1000 / ROUNDS / IMAGES).toFixed(1)} ms an image`);
