import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameMask } from '@/server/audit/frameMask';
import { markerMask } from '@/server/audit/markerMask';
import { maskArea } from '@/server/audit/maskArea';
import type { EditSubject } from '@/server/edit/edit';
import { eraseMarker } from '@/server/edit/eraseMarker';
import { seededRandom } from '@/server/edit/seededRandom';
import { shamErase } from '@/server/edit/shamErase';
import { swapOverlay } from '@/server/edit/swapOverlay';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import type { PhantomMode, PhantomSite, PhantomStudy } from '@/server/phantom/study';

const study = (seed: number, site: PhantomSite, mode: PhantomMode): PhantomStudy =>
  drawStudy(seed, { site, mode, truths: { Pneumonia: 0, Cardiomegaly: 0 } });

/** A phantom with its exact masks; the frame as the product finds it. */
function subjectOf(drawn: PhantomStudy, size: number): EditSubject {
  const { pixels, zones, lungs } = renderPhantom(drawn, size);
  const raster = { height: size, width: size, pixels: Float32Array.from(pixels) };
  const marker = { height: size, width: size, data: zones.marker };
  return { raster, marker, frame: frameMask(raster), lungs: { height: size, width: size, data: lungs } };
}

/** Mean absolute difference over the pixels of a mask. */
function meanDifference(a: Float32Array, b: Float32Array, mask: Uint8Array): number {
  let [sum, count] = [0, 0];
  for (const [i, inside] of mask.entries()) {
    if (!inside) continue;
    sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    count += 1;
  }
  return sum / count;
}

test('an erased marker leaves the picture that was never marked', () => {
  for (const [seed, site] of [[1, 'A'] as const, [2, 'B'] as const, [3, 'C'] as const, [4, 'A'] as const]) {
    const drawn = study(seed, site, 'LOCAL');
    const bare = subjectOf({ ...drawn, marker: null, annotations: [] }, 224).raster.pixels;
    const subject = subjectOf(drawn, 224);
    const erased = eraseMarker(subject);
    assert.ok(erased.outcome === 'edited');
    const before = meanDifference(subject.raster.pixels, bare, subject.marker.data);
    const after = meanDifference(erased.raster.pixels, bare, subject.marker.data);
    assert.ok(after < 0.25 * before, `${site}: ${before} to ${after}`);
    const found = markerMask(erased.raster, subject.lungs).mask;
    assert.ok(
      !found.data.some((inside, i) => inside && subject.marker.data[i]),
      `${site}: nothing is left to be found`,
    );
  }
});

test('nearly every marked phantom has a place for a sham, at 112 and at 224 pixels', () => {
  for (const size of [112, 224]) {
    let placed = 0;
    for (let seed = 0; seed < 12; seed++) {
      const subject = subjectOf(study(100 + seed, seed % 2 ? 'A' : 'B', 'GLOBAL'), size);
      const sham = shamErase(subject, seededRandom(`${seed}`));
      if (sham.outcome !== 'edited') continue;
      placed += 1;
      assert.ok(sham.changed.data.every((inside, i) => !(inside && subject.lungs?.data[i])));
    }
    assert.ok(placed >= 11, `${placed} of 12 at ${size}`);
  }
});

test('a phantom of B with marker and collimator of A has A’s, and one without either has nothing to swap', () => {
  const [a, b] = [subjectOf(study(7, 'A', 'GLOBAL'), 112), subjectOf(study(8, 'B', 'GLOBAL'), 112)];
  const swapped = swapOverlay(b, a);
  assert.ok(swapped.outcome === 'edited');
  assert.equal(meanDifference(swapped.raster.pixels, a.raster.pixels, a.marker.data), 0);
  for (let x = 0; x < 112; x++) assert.equal(swapped.raster.pixels[x], a.raster.pixels[x]);
  assert.ok(maskArea(swapped.changed) < 0.3 * 112 * 112);
  const [c, d] = [subjectOf(study(9, 'A', 'DIFFUSE-ONLY'), 112), subjectOf(study(10, 'B', 'DIFFUSE-ONLY'), 112)];
  assert.equal(swapOverlay(c, d).outcome, 'nothing-to-edit');
});
