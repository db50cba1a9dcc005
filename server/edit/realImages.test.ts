import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { frameMask } from '@/server/audit/frameMask';
import { keepLungs } from '@/server/audit/keepLungs';
import { markerMask } from '@/server/audit/markerMask';
import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import type { Raster } from '@/server/audit/raster';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { eraseMarker } from './eraseMarker';
import { seededRandom } from './seededRandom';
import { shamErase } from './shamErase';

const folder = join(assetsDir, 'images/dev');

async function readGrey(...path: string[]) {
  const { data, info } = await sharp(join(folder, ...path))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, data };
}

/** Mean step to the right and down at the pixels where a mask ends or has a neighbour outside. */
function edgeOf({ width, pixels }: Raster, { data }: Mask): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i + width < data.length; i++) {
    for (const next of [i + 1, i + width]) {
      if (data[i] === data[next]) continue;
      sum += Math.abs((pixels[i] ?? 0) - (pixels[next] ?? 0));
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Mean step within a mask. */
function stepsOf({ width, pixels }: Raster, { data }: Mask): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i + width < data.length; i++) {
    if (!data[i] || !data[i + 1] || !data[i + width]) continue;
    sum += Math.hypot((pixels[i] ?? 0) - (pixels[i + 1] ?? 0), (pixels[i] ?? 0) - (pixels[i + width] ?? 0));
    count += 1;
  }
  return sum / Math.max(1, count);
}

test('of real radiographs the markers are erased without an edge, and shams find places', {
  skip: skipWithoutAssets,
}, async () => {
  const names = readdirSync(join(folder, 'img')).filter((_, i) => i % 13 === 0);
  let [marked, placed, before, after] = [0, 0, 0, 0];
  for (const name of names) {
    const { data, ...size } = await readGrey('img', name);
    const drawn = await readGrey('mask', name.replace('.jpg', '.png'));
    const raster = { ...size, pixels: Float32Array.from(data) };
    const lungs = keepLungs({ ...drawn, data: Uint8Array.from(drawn.data, (value) => (value > 127 ? 1 : 0)) });
    const subject = { raster, marker: markerMask(raster, lungs).mask, frame: frameMask(raster), lungs };
    if (maskArea(subject.marker) === 0) continue;
    marked += 1;
    const erased = eraseMarker(subject);
    assert.ok(erased.outcome === 'edited');
    assert.ok(stepsOf(erased.raster, subject.marker) < 0.25 * stepsOf(raster, subject.marker), name);
    before += edgeOf(raster, subject.marker);
    after += edgeOf(erased.raster, subject.marker);
    if (shamErase(subject, seededRandom(name)).outcome === 'edited') placed += 1;
  }
  assert.ok(after < 0.5 * before, `edges of ${before} to ${after}`);
  assert.ok(marked >= 15, `${marked} marked`);
  assert.ok(placed >= 0.9 * marked, `${placed} of ${marked} shams placed`);
});
