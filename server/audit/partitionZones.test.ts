import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawMask } from './drawMask.fixture';
import { partitionZones } from './partitionZones';
import { ZONES } from './zone';
import { zoneCoverage } from './zoneCoverage';

const names = (partition: Uint8Array) => [...partition].map((zone) => ZONES[zone]);

test('where masks overlap, the first zone of the order wins', () => {
  const partition = partitionZones(1, 6, {
    background: drawMask('######'),
    heart: drawMask('.###..'),
    'lung-left': drawMask('..###.'),
    frame: drawMask('#....#'),
    marker: drawMask('#.....'),
  });
  assert.deepEqual(names(partition), ['marker', 'heart', 'lung-left', 'lung-left', 'lung-left', 'frame']);
});

test('what no mask claims is body-other, background only where its mask is', () => {
  assert.deepEqual(names(partitionZones(1, 3, { background: drawMask('..#') })), [
    'body-other',
    'body-other',
    'background',
  ]);
});

test('coverage has one grid per zone and sums to 1', () => {
  const partition = partitionZones(3, 3, {
    'lung-right': drawMask('#..', '##.', '#..'),
    marker: drawMask('..#', '...', '...'),
  });
  const coverage = zoneCoverage(partition, 3, 3, 2, 2);
  assert.equal(coverage.length, ZONES.length);
  for (let cell = 0; cell < 4; cell++) {
    assert.ok(Math.abs(coverage.reduce((sum, zone) => sum + (zone[cell] ?? 0), 0) - 1) < 1e-12);
  }
});

test('a mask of another size is refused', () => {
  assert.throws(() => partitionZones(2, 3, { heart: drawMask('###') }), /mask size: 1x3, expected 2x3/);
});
