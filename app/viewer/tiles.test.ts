import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tilesOf } from './tiles';

test('what fits is one tile without a border', () => {
  const whole = { left: 0, top: 0, width: 4096, height: 3000 };
  assert.deepEqual(tilesOf(3000, 4096, 4096, 8), [{ core: whole, held: whole }]);
});

test('tiles cover every pixel once, and no texture is too large', () => {
  const side = fc.integer({ min: 1, max: 700 });
  fc.assert(
    fc.property(side, side, fc.integer({ min: 20, max: 300 }), (height, width, most) => {
      const tiles = tilesOf(height, width, most, 8);
      const drawn = tiles.reduce((sum, { core }) => sum + core.width * core.height, 0);
      assert.equal(drawn, height * width);
      for (const { core, held } of tiles) {
        assert.ok(held.width <= most && held.height <= most);
        assert.ok(held.left <= core.left && held.top <= core.top && held.left >= 0 && held.top >= 0);
        assert.ok(held.left + held.width >= core.left + core.width && held.left + held.width <= width);
        assert.ok(held.top + held.height >= core.top + core.height && held.top + held.height <= height);
      }
    }),
  );
});
