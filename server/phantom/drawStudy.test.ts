import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawStudy } from './drawStudy';
import { PHANTOM_MODES, PHANTOM_SITES, type PhantomMode, type PhantomSite } from './study';

const truths = { Pneumonia: 1, Cardiomegaly: 0 } as const;
const draw = (seed: number, site: PhantomSite, mode: PhantomMode, portable = false) =>
  drawStudy(seed, { site, mode, truths, portable });
const seeds = fc.nat(1_000_000);

test('a study is a function of its seed and of what was asked', () => {
  const asked = fc.record({ site: fc.constantFrom(...PHANTOM_SITES), mode: fc.constantFrom(...PHANTOM_MODES) });
  fc.assert(
    fc.property(seeds, asked, (seed, { site, mode }) => {
      assert.deepEqual(drawStudy(seed, { site, mode, truths }), drawStudy(seed, { site, mode, truths }));
    }),
  );
});

test('in LOCAL a seed gives the same patient and the same physics at every site; only the letter differs', () => {
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, portable) => {
      const [a, b] = [draw(seed, 'A', 'LOCAL', portable), draw(seed, 'B', 'LOCAL', portable)];
      assert.deepEqual(a.anatomy, b.anatomy);
      assert.deepEqual(a.opacities, b.opacities);
      assert.deepEqual(a.acquisition, b.acquisition);
      assert.deepEqual(a.annotations, b.annotations);
      assert.notEqual(a.marker?.style, b.marker?.style);
    }),
  );
});

test('in LOCAL the text says nothing about how the picture was taken', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [said, unsaid] = [draw(seed, 'A', 'LOCAL', true), draw(seed, 'A', 'LOCAL', false)];
      assert.deepEqual(said.acquisition, unsaid.acquisition);
      assert.deepEqual(said.anatomy, unsaid.anatomy);
    }),
  );
});

test('in DIFFUSE-ONLY nothing is set on the picture, and only gamma, scatter and photons follow the site', () => {
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, portable) => {
      const [a, b] = [draw(seed, 'A', 'DIFFUSE-ONLY', portable), draw(seed, 'B', 'DIFFUSE-ONLY', portable)];
      assert.deepEqual([a.marker, a.annotations, a.acquisition.frame], [null, [], 0]);
      assert.deepEqual(a.anatomy, b.anatomy);
      assert.ok(a.acquisition.gamma < b.acquisition.gamma && a.acquisition.photons < b.acquisition.photons);
    }),
  );
});

test('in CASE-MIX acquisition is the same at both sites, and the healthy of A look sicker', () => {
  const drawHealthy = (seed: number, site: PhantomSite) =>
    drawStudy(seed, { site, mode: 'CASE-MIX', truths: { Pneumonia: 0, Cardiomegaly: 0 }, portable: false });
  fc.assert(
    fc.property(seeds, (seed) => {
      const [a, b] = [drawHealthy(seed, 'A'), drawHealthy(seed, 'B')];
      assert.deepEqual([a.acquisition, a.marker, a.annotations], [b.acquisition, b.marker, b.annotations]);
      assert.ok(a.anatomy.congestion > b.anatomy.congestion + 0.2 && a.anatomy.haze > 0 && b.anatomy.haze === 0);
      assert.ok(a.anatomy.cardiothoracicRatio > b.anatomy.cardiothoracicRatio);
    }),
  );
});

test('in PORTABLE both sites are alike in everything that is seen', () => {
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, portable) => {
      const seen = ({ anatomy, acquisition, opacities, marker, annotations, patientAge }: ReturnType<typeof draw>) => ({
        ...{ anatomy, acquisition, opacities, marker, annotations, patientAge },
      });
      assert.deepEqual(seen(draw(seed, 'A', 'PORTABLE', portable)), seen(draw(seed, 'B', 'PORTABLE', portable)));
    }),
  );
});

test('a portable study is taken front to back, with a larger heart and a shallower breath', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [ap, pa] = [draw(seed, 'B', 'GLOBAL', true), draw(seed, 'B', 'GLOBAL', false)];
      assert.deepEqual([ap.viewPosition, pa.viewPosition], ['AP', 'PA']);
      assert.ok(Math.abs(ap.anatomy.cardiothoracicRatio - pa.anatomy.cardiothoracicRatio - 0.04) < 1e-9);
      assert.ok(ap.anatomy.inspiration < pa.anatomy.inspiration);
      assert.equal(ap.annotations[0]?.text, 'PORTABLE');
      assert.equal(pa.annotations.length, 0);
    }),
  );
});

test('the mode moves no vessel, rib or opacity of a patient whose view is the same', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [local, diffuse] = [draw(seed, 'B', 'LOCAL'), draw(seed, 'B', 'DIFFUSE-ONLY')];
      if (local.acquisition.bedside) return;
      assert.deepEqual(local.anatomy, diffuse.anatomy);
      assert.deepEqual(local.opacities, diffuse.opacities);
    }),
  );
});

test('what is out of range is refused', () => {
  assert.throws(() => draw(-1, 'A', 'GLOBAL'), /^RangeError: seed: -1/);
  assert.throws(() => draw(0.5, 'A', 'GLOBAL'), /^RangeError: seed: 0.5/);
  const wanted = JSON.parse('{"site":"D","mode":"GLOBAL","truths":{"Pneumonia":1,"Cardiomegaly":0}}');
  assert.throws(() => drawStudy(1, wanted), /^RangeError: site: D/);
  assert.throws(() => drawStudy(1, { ...wanted, site: 'A', mode: 'local' }), /^RangeError: mode: local/);
  const odd = { ...wanted, site: 'A', truths: { Pneumonia: 2, Cardiomegaly: 0 } };
  assert.throws(() => drawStudy(1, odd), /^RangeError: truth of Pneumonia: 2/);
});
