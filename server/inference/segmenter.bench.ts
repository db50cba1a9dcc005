import { aucInterval } from '@/server/stats/aucInterval';
import { exactAuc } from '@/server/stats/exactAuc';
import { measureRealLungs, openShippedSegmenter, type RealLungs } from '@/server/testing/realLungs';

// Run: npm run bench -- segmenter. Prints the tables of docs/segmenter.md; needs the assets.

const WORST = 10;

const NAMES = ['anatomy-segmenter', 'phantom-segmenter'];

/** Quantile of type 7. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? Number.NaN) - low);
}

const figure = (value: number) => value.toFixed(3).replace(/^0/, '');

const GROUPS: readonly [string, (one: RealLungs) => boolean][] = [
  ['even rows (chosen on)', ({ index }) => index % 2 === 0],
  ['odd rows (held back)', ({ index }) => index % 2 === 1],
  ['all', () => true],
  ['AP', ({ view }) => view === 'AP'],
  ['PA', ({ view }) => view === 'PA'],
];

function printAgreement(measured: readonly RealLungs[]): void {
  console.log('| images | n | median Dice | quartiles | under .7 | cleaned apart, median |\n|---|---|---|---|---|---|');
  for (const [name, belongs] of GROUPS) {
    const group = measured.filter(belongs);
    const dices = group.map(({ dice }) => dice);
    const quartiles = [0.25, 0.75].map((share) => figure(quantile(dices, share))).join(' to ');
    const low = dices.filter((dice) => dice < 0.7).length;
    const pieces = quantile(
      group.map(({ diceOfPieces }) => diceOfPieces),
      0.5,
    );
    console.log(
      `| ${name} | ${group.length} | ${figure(quantile(dices, 0.5))} | ${quartiles} | ${low} (${figure(low / group.length)}) | ${figure(pieces)} |`,
    );
  }
}

function printHeart(measured: readonly RealLungs[]): void {
  console.log(
    '| images | heart, share of the picture: 5 %, median, 95 % | ratio: 5 %, median, 95 % | AUC of the ratio for Cardiomegaly |',
  );
  console.log('|---|---|---|---|');
  for (const [name, belongs] of GROUPS) {
    const group = measured.filter((one) => belongs(one) && !Number.isNaN(one.cardiothoracicRatio));
    const spread = (values: number[]) => [0.05, 0.5, 0.95].map((share) => figure(quantile(values, share))).join(', ');
    const ratios = (ill: boolean) =>
      group.filter(({ cardiomegaly }) => cardiomegaly === ill).map(({ cardiothoracicRatio }) => cardiothoracicRatio);
    const [ill, healthy] = [ratios(true), ratios(false)];
    console.log(
      `| ${name} | ${spread(group.map(({ heartArea }) => heartArea))} | ${spread([...ill, ...healthy])} | ${aucOf(ill, healthy)}, ${ill.length} of ${group.length} |`,
    );
  }
}

/** With its 95 % interval. */
function aucOf(ill: number[], healthy: number[]): string {
  const auc = exactAuc(ill, healthy);
  const interval = aucInterval(auc);
  return `${figure(auc.value ?? Number.NaN)} (${figure(interval?.low ?? Number.NaN)} to ${figure(interval?.high ?? Number.NaN)})`;
}

function printWorst(measured: readonly RealLungs[]): void {
  console.log('| row | view | Dice | lungs found, share | reference, share |\n|---|---|---|---|---|');
  const sorted = [...measured].sort((a, b) => a.dice - b.dice);
  for (const { index, view, dice, lungArea, referenceArea } of sorted.slice(0, WORST)) {
    console.log(`| ${index} | ${view} | ${figure(dice)} | ${figure(lungArea)} | ${figure(referenceArea)} |`);
  }
}

for (const name of NAMES) {
  const segmenter = await openShippedSegmenter(name);
  const measured = await measureRealLungs(segmenter);
  console.log(`\n${name}`);
  printAgreement(measured);
  printHeart(measured);
  printWorst(measured);
  const swapped = measured.filter((one) => one.swapped).length;
  const speed = quantile(
    measured.map(({ milliseconds }) => milliseconds),
    0.5,
  );
  console.log(`sides swapped on ${swapped} of ${measured.length}; median ${speed.toFixed(1)} ms an image`);
  await segmenter.dispose();
}
