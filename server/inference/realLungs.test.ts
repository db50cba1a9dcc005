import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipWithoutAssets } from '@/server/testing/assets';
import { measureRealLungs, openShippedSegmenter, type RealLungs } from '@/server/testing/realLungs';

// A segmenter that has seen phantoms alone, on real radiographs. Agreement with another model's masks, not accuracy:
// docs/segmenter.md says what these are worth. `npm run bench -- segmenter` prints all figures.

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

const dices = (measured: readonly RealLungs[]) => median(measured.map(({ dice }) => dice));

test('the shipped anatomy segmenter agrees with the lungs of 260 real radiographs', {
  skip: skipWithoutAssets,
}, async () => {
  const segmenter = await openShippedSegmenter('anatomy-segmenter');
  const measured = await measureRealLungs(segmenter);
  await segmenter.dispose();
  assert.equal(measured.length, 260);
  assert.ok(dices(measured) >= 0.85, `median Dice ${dices(measured)}`);
  const held = measured.filter(({ index }) => index % 2 === 1);
  assert.ok(dices(held) >= 0.85, `median Dice of the half that nothing was chosen on: ${dices(held)}`);
  assert.deepEqual(
    measured.filter(({ swapped }) => swapped),
    [],
    'left and right',
  );
  const ratios = (ill: boolean) =>
    median(measured.filter((one) => one.cardiomegaly === ill).map((one) => one.cardiothoracicRatio));
  assert.ok(ratios(true) > ratios(false) + 0.05, `hearts: ${ratios(true)} with cardiomegaly, ${ratios(false)} without`);
});
