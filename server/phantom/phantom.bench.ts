import assert from 'node:assert/strict';
import { balanced, drawCohort } from './drawCohort';
import { renderPhantom } from './renderPhantom';

// Run: npm run bench -- phantom

/** Sums of all pixels of the 40 pictures, within half a grey level in 10,000 pixels: a fast path may not draw less. */
const SUMS = new Map([
  [112, 63235606],
  [224, 253494256],
  [384, 742927343],
  [512, 1316961861],
]);

const studies = drawCohort(1, balanced('GLOBAL', { A: 20, B: 20 }));

function renderAll(size: number): number {
  let sum = 0;
  for (const study of studies) for (const value of renderPhantom(study, size).pixels) sum += value;
  return sum;
}

for (const [size, expected] of SUMS) {
  // Once for the compiler and the buffers, which are made anew for each size.
  renderAll(size);
  const started = performance.now();
  const busy = process.cpuUsage();
  const sum = renderAll(size);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(busy);
  const perCore = studies.length / ((user + system) / 1e6);
  console.log(
    `${size} px: ${(studies.length / seconds).toFixed(0)} images/s, ${perCore.toFixed(0)} per core; sum ${sum}`,
  );
  assert.ok(Math.abs(sum - expected) < 5e-5 * studies.length * size ** 2, `checksum: ${sum}, not ${expected}`);
}
