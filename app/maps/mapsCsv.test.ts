import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapsAnswer } from './maps.fixture';
import { mapsCsv } from './mapsCsv';

test('the CSV has every share, chance, zone, cell and kind with its n', () => {
  const lines = mapsCsv('phantom@1', 'Pneumonia', mapsAnswer()).trimEnd().split('\r\n');
  assert.equal(lines.filter((line) => line.includes(',site_gap,')).length, 49);
  assert.ok(lines.includes('phantom@1,Pneumonia,outside,chance,mask-swap,0.66,0.64,0.68,380'));
  assert.ok(lines.includes('phantom@1,Pneumonia,kind 1,site,A,0.93,,,250'));
});
