import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boxMask } from '@/server/audit/drawMask.fixture';
import { emptyMask } from '@/server/audit/emptyMask';
import { maskArea } from '@/server/audit/maskArea';
import { uniteMasks } from '@/server/audit/uniteMasks';
import type { Edited, EditSubject } from './edit';
import { eraseFrame } from './eraseFrame';
import { eraseMarker, MARKER_REACH } from './eraseMarker';
import { growMask } from './growMask';
import { seededRandom } from './seededRandom';
import { shamErase } from './shamErase';
import { drawSubject, withBorder } from './subject.fixture';
import { swapOverlay } from './swapOverlay';

type Done = Extract<Edited, { outcome: 'edited' }>;

function done(edited: Edited): Done {
  if (edited.outcome !== 'edited') assert.fail(edited.outcome);
  return edited;
}

/** No pixel outside `changed` differs in one bit, and the values stay within what the images have. */
function assertMinimal({ raster, changed }: Done, { raster: before }: EditSubject): void {
  for (const [i, value] of raster.pixels.entries()) {
    assert.ok(value >= 0 && value <= 255);
    if (!changed.data[i]) assert.ok(Object.is(value, before.pixels[i]), `pixel ${i}`);
  }
}

const markers = fc
  .tuple(fc.integer({ min: 8, max: 92 }), fc.integer({ min: 8, max: 100 }), fc.nat(11), fc.nat(3))
  .map(([x, y, width, height]): [number, number, number, number] => [x, y, width + 1, height + 1]);

test('an edit touches nothing outside the pixels that it names', () => {
  fc.assert(
    fc.property(markers, markers, fc.string(), (own, other, seed) => {
      const subject = drawSubject({ marker: own });
      const donor = withBorder(drawSubject({ marker: other, size: 150 }), 5);
      assertMinimal(done(eraseMarker(subject)), subject);
      assertMinimal(done(eraseFrame(subject)), subject);
      assertMinimal(done(swapOverlay(subject, donor)), subject);
      const sham = shamErase(subject, seededRandom(seed));
      if (sham.outcome === 'edited') assertMinimal(sham, subject);
    }),
    { numRuns: 40 },
  );
});

test('an image of one value stays as it is', () => {
  const subject = drawSubject({ flat: 77.25 });
  const all = [eraseMarker(subject), eraseFrame(subject), shamErase(subject, seededRandom('a'))];
  for (const edited of [...all, swapOverlay(subject, drawSubject({ flat: 77.25 }))]) {
    assert.ok(done(edited).raster.pixels.every((value) => value === 77.25));
  }
});

test('an erased marker leaves what is around it', () => {
  const { raster, changed } = done(eraseMarker(drawSubject()));
  assert.deepEqual(changed, growMask(drawSubject().marker, MARKER_REACH));
  for (const [i, value] of raster.pixels.entries()) if (changed.data[i]) assert.ok(value > 80 && value < 106);
});

test('a marker of every other pixel is filled from between as from outside', () => {
  const subject = drawSubject({ marker: null });
  const marker = { ...subject.marker, data: subject.marker.data.map((_, i) => (i % 5 === 0 ? 1 : 0)) };
  assertMinimal(done(eraseMarker({ ...subject, marker })), subject);
});

test('nothing to erase, nothing to frame, nothing to swap', () => {
  const bare = drawSubject({ marker: null });
  assert.equal(eraseMarker(bare).outcome, 'nothing-to-edit');
  assert.equal(shamErase(bare, Math.random).outcome, 'nothing-to-edit');
  assert.equal(swapOverlay(bare, bare).outcome, 'nothing-to-edit');
  assert.equal(eraseFrame({ ...bare, frame: emptyMask(112, 112) }).outcome, 'nothing-to-edit');
});

test('an image that is marker all over keeps its pixels, as nothing is known of what is under it', () => {
  const subject = { ...drawSubject(), marker: boxMask(112, 112, [0, 0, 112, 112]) };
  assert.deepEqual(done(eraseMarker(subject)).raster.pixels, subject.raster.pixels);
});

test('the sham has the size of the real edit, and misses lungs, marker and frame', () => {
  fc.assert(
    fc.property(markers, fc.string(), (marker, seed) => {
      const subject = drawSubject({ marker });
      const sham = shamErase(subject, seededRandom(seed));
      if (sham.outcome !== 'edited') return;
      const { changed } = done(eraseMarker(subject));
      assert.equal(maskArea(sham.changed), maskArea(changed));
      const lungs = growMask(subject.lungs ?? emptyMask(112, 112), 0.02);
      const taken = uniteMasks([changed, lungs, subject.frame]);
      assert.ok(sham.changed.data.every((inside, i) => !(inside && taken.data[i])));
      assert.deepEqual(shamErase(subject, seededRandom(seed)), sham);
    }),
    { numRuns: 60 },
  );
});

test('the sham looks for surroundings like the marker’s', () => {
  const subject = drawSubject({ marker: [92, 90, 5, 9] });
  const { raster } = subject;
  for (let i = 0; i < raster.pixels.length; i++) {
    if (i % 112 < 56 && !subject.marker.data[i]) raster.pixels[i] = 10 + (i % 2);
  }
  for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const { changed } = done(shamErase(subject, seededRandom(seed)));
    for (let i = 0; i < changed.data.length; i++) if (changed.data[i]) assert.ok(i % 112 >= 50);
  }
});

test('without lungs, or without room, a sham has no place', () => {
  const subject = drawSubject();
  assert.equal(shamErase({ ...subject, lungs: null }, Math.random).outcome, 'no-place');
  assert.equal(shamErase({ ...subject, lungs: emptyMask(112, 112) }, Math.random).outcome, 'no-place');
  assert.equal(shamErase({ ...subject, marker: boxMask(112, 112, [8, 8, 90, 80]) }, Math.random).outcome, 'no-place');
});

test('a swap brings the donor’s marker and border, and takes the recipient’s', () => {
  const recipient = drawSubject();
  const donor = withBorder(drawSubject({ marker: [12, 90, 12, 5] }), 4);
  const { raster } = done(swapOverlay(recipient, donor));
  assert.equal(raster.pixels[0], 5);
  assert.equal(raster.pixels[3 * 112 + 50], 5);
  assert.equal(raster.pixels[4 * 112 + 50], recipient.raster.pixels[4 * 112 + 50]);
  assert.equal(raster.pixels[92 * 112 + 15], 240);
  assert.ok((raster.pixels[18 * 112 + 92] ?? 0) < 110);
  const back = done(swapOverlay(donor, recipient)).raster;
  assert.equal(back.pixels[0], recipient.raster.pixels[0]);
  assert.equal(back.pixels[18 * 112 + 92], 240);
});

test('a swap with itself keeps marker and border', () => {
  const subject = withBorder(drawSubject(), 5);
  const { raster } = done(swapOverlay(subject, subject));
  for (const [i, value] of subject.raster.pixels.entries()) {
    if (subject.marker.data[i] || value === 5) assert.equal(raster.pixels[i], value);
  }
});

test('a donor of another size gives its marker the same share of the picture', () => {
  const donor = drawSubject({ marker: [40, 200, 20, 10], size: 224 });
  const { raster } = done(swapOverlay(drawSubject({ marker: null }), donor));
  const bright = raster.pixels.reduce((count, value) => count + (value > 200 ? 1 : 0), 0);
  assert.equal(bright, 10 * 5);
  assert.ok((raster.pixels[102 * 112 + 25] ?? 0) > 230);
});

test('masks of another size are refused', () => {
  const subject = { ...drawSubject(), marker: emptyMask(8, 8) };
  for (const edit of [eraseMarker, eraseFrame]) assert.throws(() => edit(subject), /mask size: 8x8, expected 112x112/);
  assert.throws(() => swapOverlay(drawSubject(), subject), RangeError);
  assert.throws(() => shamErase(subject, Math.random), RangeError);
});
