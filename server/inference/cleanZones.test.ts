import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mask } from '@/server/audit/mask';
import { cleanZones } from './cleanZones';

const mask = (...rows: string[]): Mask => ({
  height: rows.length,
  width: rows[0]?.length ?? 0,
  data: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 1 : 0)),
});

test('of a lung the largest piece is kept, and its holes are filled', () => {
  const raw = mask('#......', '..####.', '..#..#.', '..####.', '......#', '.......');
  const [cleaned] = cleanZones([{ zone: 'lung-left', mask: raw }]);
  // The pixel at the corner touches, and belongs to it.
  assert.deepEqual(cleaned?.mask, mask('.......', '..####.', '..####.', '..####.', '......#', '.......'));
});

test('an empty heart stays empty, and zones of several pieces stay as they are', () => {
  const empty = mask('...', '...');
  const pieces = mask('#.#', '...');
  assert.deepEqual(cleanZones([{ zone: 'heart', mask: empty }])[0]?.mask, empty);
  assert.deepEqual(cleanZones([{ zone: 'lungs', mask: pieces }])[0]?.mask, pieces);
});
