import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassifierManifest } from '@/server/model/manifest';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { camResidual } from './camResidual';
import { openExplained, probe } from './openExplained';
import { openModel } from './openModel';
import { openSession } from './session';
import { denseNet121 } from './testing/denseNet121';
import { nih14 } from './testing/manifests';

// What the maps of all findings cost over the bare forward pass: pairs of both, their order alternating, so that whatever
// else the machine does meets both alike. Processor time of this process, on one thread, so that waiting for a busy
// machine is no cost. The median of the pairs' differences, with the 95 % interval by order statistics (the sign test
// turned round), over the median bare pass.

const PAIRS = 101;
const WARM = 5;

await cost('DenseNet-121, 14 findings', denseNet121(14), {
  ...nih14,
  output: { name: 'probs', activation: 'sigmoid' },
});
if (skipWithoutAssets === false) {
  await cost(
    'nih14 (MobileNetV2), 14 findings',
    readFileSync(join(assetsDir, 'models/nih14_mobilenetv2_224.onnx')),
    nih14,
  );
}

async function cost(name: string, bytes: Uint8Array, manifest: ClassifierManifest): Promise<void> {
  const read = openModel(bytes, manifest);
  const bare = await openSession(bytes, { threads: 1 });
  const { session, head, instrumented } = await openExplained(bytes, read, manifest.input, 1);
  if (!head) throw new RangeError(`maps: none of ${name}`);
  const feed = probe(read.input.name, manifest.input, 1);
  const { cam, logits, embedding } = instrumented;
  const plain = () => timed(() => bare.run(feed, [read.output.name]));
  const mapped = () =>
    timed(async () => {
      const [, maps, logit] = await session.run(feed, [read.output.name, cam, logits, embedding]);
      if (!maps || !logit || camResidual(maps, head.bias, logit.values) > 1e-3) throw new RangeError(`maps: ${name}`);
    });
  const pairs: [bare: number, mapped: number][] = [];
  for (let i = 0; i < PAIRS + WARM; i++) {
    const [first, second] = i % 2 === 0 ? [plain, mapped] : [mapped, plain];
    const [one, two] = [await first(), await second()];
    if (i >= WARM) pairs.push(i % 2 === 0 ? [one, two] : [two, one]);
  }
  await Promise.all([bare.dispose(), session.dispose()]);
  console.log(`${name}: ${inWords(pairs)}`);
}

/** Milliseconds of processor time. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function inWords(pairs: [bare: number, mapped: number][]): string {
  const sorted = (values: number[]) => values.toSorted((a, b) => a - b);
  const at = (values: number[], rank: number) => values[Math.round(rank)] ?? Number.NaN;
  const middle = (PAIRS - 1) / 2;
  const base = at(sorted(pairs.map(([bare]) => bare)), middle);
  const extra = sorted(pairs.map(([bare, mapped]) => (100 * (mapped - bare)) / base));
  const reach = 0.98 * Math.sqrt(PAIRS);
  const [low, median, high] = [middle - reach, middle, middle + reach].map((rank) => at(extra, rank).toFixed(2));
  return `bare ${base.toFixed(1)} ms, maps cost ${median} % more (95 % interval ${low} to ${high}), ${PAIRS} pairs, 1 thread`;
}
