import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawStudy } from './drawStudy';
import { type Phantom, renderPhantom } from './renderPhantom';
import { PHANTOM_MODES, PHANTOM_SITES, type PhantomMode, type PhantomSite } from './study';
import { PHANTOM_ZONES } from './zones';

type Asked = { site?: PhantomSite; mode?: PhantomMode; pneumonia?: 0 | 1; cardiomegaly?: 0 | 1; portable?: boolean };

const drawn = (seed: number, { site = 'A', mode = 'GLOBAL', pneumonia = 0, cardiomegaly = 0, portable }: Asked) => {
  const truths = { Pneumonia: pneumonia, Cardiomegaly: cardiomegaly };
  return drawStudy(seed, { site, mode, truths, ...(portable === undefined ? {} : { portable }) });
};
const render = (seed: number, asked: Asked, size = 112) => renderPhantom(drawn(seed, asked), size);

const asked = fc.record({
  site: fc.constantFrom(...PHANTOM_SITES),
  mode: fc.constantFrom(...PHANTOM_MODES),
  pneumonia: fc.constantFrom(0 as const, 1 as const),
  cardiomegaly: fc.constantFrom(0 as const, 1 as const),
});
const seeds = fc.nat(1_000_000);
const area = (mask: Uint8Array) => mask.reduce((sum, inside) => sum + inside, 0);

test('the zones divide the picture: each pixel in exactly one', () => {
  fc.assert(
    fc.property(seeds, asked, fc.constantFrom(112, 150, 224), (seed, wanted, size) => {
      const { zones } = render(seed, wanted, size);
      assert.deepEqual(Object.keys(zones), [...PHANTOM_ZONES]);
      const planes = Object.values(zones);
      const once = zones.marker.every((_, i) => planes.filter((plane) => plane[i] === 1).length === 1);
      assert.ok(once && planes.every((plane) => plane.every((inside) => inside <= 1)));
    }),
    { numRuns: 40 },
  );
});

test('delivered masks hold their zones, and differ from them under marker and frame only', () => {
  fc.assert(
    fc.property(seeds, asked, (seed, wanted) => {
      const { zones, lungs, lungLeft, lungRight, heart } = render(seed, wanted);
      lungs.forEach((inside, i) => {
        const over = (zones.marker[i] ?? 0) + (zones.frame[i] ?? 0);
        assert.equal(inside, (lungLeft[i] ?? 0) + (lungRight[i] ?? 0));
        if (over === 1) return;
        assert.deepEqual(
          [lungLeft[i], lungRight[i], heart[i]],
          [zones['lung-left'][i], zones['lung-right'][i], zones.heart[i]],
        );
      });
    }),
    { numRuns: 15 },
  );
});

test('there is a lesion if and only if there is pneumonia, and it lies inside the lungs', () => {
  fc.assert(
    fc.property(seeds, asked, (seed, wanted) => {
      const { lesions, lungs } = render(seed, wanted);
      assert.equal(area(lesions) > 0, wanted.pneumonia === 1);
      assert.ok(lesions.every((inside, i) => inside <= (lungs[i] ?? 0)));
    }),
    { numRuns: 60 },
  );
});

test('each lung is taller than wide, and the right lies on the left of the picture', () => {
  fc.assert(
    fc.property(seeds, fc.constantFrom(...PHANTOM_SITES), (seed, site) => {
      const { lungLeft, lungRight } = render(seed, { site });
      const [left, right] = [extent(lungLeft, 112), extent(lungRight, 112)];
      for (const { width, height } of [left, right]) assert.ok(height > 1.4 * width, `${height} by ${width}`);
      assert.ok(right.middleX < left.middleX);
    }),
    { numRuns: 30 },
  );
});

test('the right dome stands higher than the left, but for patients who lean', () => {
  const lower = Array.from({ length: 40 }, (_, seed) => {
    const { lungLeft, lungRight } = render(seed, { site: 'B' });
    return extent(lungLeft, 112).bottom - extent(lungRight, 112).bottom;
  });
  assert.ok(lower.filter((pixels) => pixels >= 0).length >= 34, lower.join(' '));
});

function extent(mask: Uint8Array, size: number) {
  let [left, right, top, bottom] = [size, -1, size, -1];
  mask.forEach((inside, i) => {
    if (inside === 0) return;
    [left, right] = [Math.min(left, i % size), Math.max(right, i % size)];
    [top, bottom] = [Math.min(top, Math.floor(i / size)), Math.max(bottom, Math.floor(i / size))];
  });
  return { width: right - left + 1, height: bottom - top + 1, middleX: (left + right) / 2, bottom };
}

/** Width of the heart by the inner width of the thorax, from the masks alone. */
function cardiothoracicRatio({ heart, lungs, width }: Phantom): number {
  return extent(heart, width).width / extent(lungs, width).width;
}

test('the measured cardiothoracic ratio tells cardiomegaly: .57 against .47, and .04 more front to back', () => {
  const mean = (wanted: Asked) => {
    const ratios = Array.from({ length: 30 }, (_, seed) =>
      cardiothoracicRatio(render(seed, { mode: 'PORTABLE', ...wanted })),
    );
    return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  };
  const means = [
    mean({ portable: false }),
    mean({ portable: false, cardiomegaly: 1 }),
    mean({ portable: true }),
    mean({ portable: true, cardiomegaly: 1 }),
  ];
  const wanted = [0.47, 0.57, 0.51, 0.61];
  assert.ok(
    means.every((ratio, i) => Math.abs(ratio - (wanted[i] ?? 0)) < 0.02),
    means.join(' '),
  );
});

test('the same study gives the same bytes', () => {
  const [once, , again] = [render(5, { pneumonia: 1 }), render(6, {}, 224), render(5, { pneumonia: 1 })];
  assert.deepEqual(once, again);
});

/** Means over squares of two by two pixels. */
function halved(plane: Uint8Array, size: number): Float32Array {
  const half = size / 2;
  return Float32Array.from({ length: half * half }, (_, i) => {
    const at = 2 * Math.floor(i / half) * size + 2 * (i % half);
    return ((plane[at] ?? 0) + (plane[at + 1] ?? 0) + (plane[at + size] ?? 0) + (plane[at + size + 1] ?? 0)) / 4;
  });
}

test('112 pixels and the average of 224 agree: 4 grey levels in the mean, masks to 1.5 % of the picture', () => {
  for (let seed = 0; seed < 12; seed++) {
    const study = drawn(seed, { site: seed % 2 ? 'A' : 'B', pneumonia: 1 });
    const [small, large] = [renderPhantom(study, 112), renderPhantom(study, 224)];
    const average = halved(large.pixels, 224);
    const apart = average.reduce((sum, value, i) => sum + Math.abs(value - (small.pixels[i] ?? 0)), 0) / average.length;
    assert.ok(apart < 4, `seed ${seed}: ${apart}`);
    for (const zone of PHANTOM_ZONES) {
      const shares = area(small.zones[zone]) / 112 ** 2 - area(large.zones[zone]) / 224 ** 2;
      assert.ok(Math.abs(shares) < 0.015, `${zone}: ${shares}`);
    }
  }
});

test('in LOCAL the same seed differs between sites in the letter only, once the archive says the same', () => {
  for (let seed = 0; seed < 8; seed++) {
    const [a, b] = (['A', 'B'] as const).map((site) =>
      render(seed, { site, mode: 'LOCAL', portable: true, pneumonia: 1 }),
    );
    assert.ok(a && b);
    const touched = (i: number) =>
      [a, b].some(({ zones }) =>
        [-113, -112, -111, -1, 0, 1, 111, 112, 113].some((step) => zones.marker[i + step] === 1),
      );
    assert.ok(a.pixels.every((value, i) => value === b.pixels[i] || touched(i)));
    assert.deepEqual([a.lungs, a.heart, a.lesions], [b.lungs, b.heart, b.lesions]);
  }
});

test('only GLOBAL at A has a frame; DIFFUSE-ONLY has neither marker nor frame', () => {
  fc.assert(
    fc.property(seeds, asked, (seed, { site, mode }) => {
      const { zones } = render(seed, { site, mode });
      assert.equal(area(zones.frame) > 0, mode === 'GLOBAL' && site === 'A');
      assert.equal(area(zones.marker) > 0, mode !== 'DIFFUSE-ONLY');
    }),
    { numRuns: 40 },
  );
});

test('what is under the marker is bright, and what is under the frame is dark', () => {
  const { zones, pixels } = render(3, { portable: true }, 224);
  const mean = (mask: Uint8Array) => pixels.reduce((sum, value, i) => sum + value * (mask[i] ?? 0), 0) / area(mask);
  assert.ok(mean(zones.marker) > 200 && mean(zones.frame) < 8, `${mean(zones.marker)} ${mean(zones.frame)}`);
});

test('a size that cannot be rendered is refused', () => {
  for (const size of [111, 513, 150.5, Number.NaN])
    assert.throws(() => render(1, {}, size), /^RangeError: phantom size: /);
});
