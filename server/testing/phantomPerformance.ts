import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Classifier, openClassifier } from '@/server/inference/classifier';
import { openSegmenter, type Segmenter } from '@/server/inference/segmenter';
import { type ClassifierManifest, manifest, type SegmenterManifest } from '@/server/model/manifest';
import { confounded, drawCohort } from '@/server/phantom/drawCohort';
import { type Phantom, renderPhantom } from '@/server/phantom/renderPhantom';
import { PHANTOM_FINDINGS, type PhantomFinding, type PhantomStudy } from '@/server/phantom/study';

const MODELS = join(import.meta.dirname, '../../models');
const NAMES = ['phantom-shortcut', 'phantom-faithful'] as const;
type Name = (typeof NAMES)[number];

/** Held out: training's seeds begin at 1,000,000, the demonstration's at 5,000,000. */
export const SEEDS = [9_000_000, 9_000_001, 9_000_002];
const PER_SITE = 600;
const SIDE = 224;

/** Images of each seed that the segmenter is measured on. */
export const SEGMENTED = 60;

type Scored = { study: PhantomStudy; logits: Record<Name, Record<PhantomFinding, number>> };
export type Figures = { pooled: number; site: number };

const classifiers = new Map<Name, Classifier>();
let segmenter: Segmenter | undefined;
const read = (name: string, file: string) => readFileSync(join(MODELS, name, file));
const manifestOf = (name: string) => manifest.parse(JSON.parse(read(name, 'manifest.json').toString()));

export async function openShipped(): Promise<void> {
  for (const name of NAMES) {
    const parsed = manifestOf(name) as ClassifierManifest;
    classifiers.set(name, await openClassifier(read(name, 'model.onnx'), parsed, { threads: 1 }));
  }
  const parsed = manifestOf('phantom-segmenter') as SegmenterManifest;
  segmenter = await openSegmenter(read('phantom-segmenter', 'model.onnx'), parsed, { threads: 1 });
}

export async function closeShipped(): Promise<void> {
  for (const classifier of classifiers.values()) await classifier.dispose();
  await segmenter?.dispose();
}

const radiographOf = ({ pixels, height, width }: Phantom) => ({ height, width, pixels: Float32Array.from(pixels) });

async function score(study: PhantomStudy, phantom: Phantom): Promise<Scored> {
  const answer = async (name: Name) => {
    const found = await classifiers.get(name)?.classify(radiographOf(phantom));
    const [pneumonia = Number.NaN, cardiomegaly = Number.NaN] = found?.logits ?? [];
    return { Pneumonia: pneumonia, Cardiomegaly: cardiomegaly };
  };
  return {
    study,
    logits: {
      'phantom-shortcut': await answer('phantom-shortcut'),
      'phantom-faithful': await answer('phantom-faithful'),
    },
  };
}

/** Share of pairs in which the first score is the higher, ties half: the exact AUC. */
function auc(first: number[], second: number[]): number {
  const sorted = [...first.map((v) => ({ v, one: 1 })), ...second.map((v) => ({ v, one: 0 }))].sort(
    (a, b) => a.v - b.v,
  );
  let ranks = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]?.v === sorted[i]?.v) end += 1;
    for (let k = i; k < end; k++) ranks += (sorted[k]?.one ?? 0) * ((i + end + 1) / 2);
    i = end;
  }
  return (ranks - (first.length * (first.length + 1)) / 2) / (first.length * second.length);
}

function figures(scored: Scored[], name: Name, finding: PhantomFinding): Figures {
  const pick = (keep: (study: PhantomStudy) => boolean) =>
    scored.filter(({ study }) => keep(study)).map(({ logits }) => logits[name][finding]);
  const ill = ({ truths }: PhantomStudy) => truths[finding] === 1;
  const healthyAt = (site: string) => pick((study) => !ill(study) && study.site === site);
  return {
    pooled: auc(
      pick(ill),
      pick((study) => !ill(study)),
    ),
    site: auc(healthyAt('A'), healthyAt('B')),
  };
}

/** 2 |A ∩ B| / (|A| + |B|) of a zone, 0/1 pixels. */
function dice(found: Uint8Array, exact: Uint8Array): number {
  let both = 0;
  let sum = 0;
  for (let i = 0; i < exact.length; i++) {
    both += (found[i] ?? 0) * (exact[i] ?? 0);
    sum += (found[i] ?? 0) + (exact[i] ?? 0);
  }
  return (2 * both) / sum;
}

async function dicesOf(phantom: Phantom): Promise<{ zone: string; dice: number }[]> {
  const exact = { 'lung-left': phantom.lungLeft, 'lung-right': phantom.lungRight, heart: phantom.heart };
  const found = (await segmenter?.segment(radiographOf(phantom), [SIDE, SIDE])) ?? [];
  return found.flatMap(({ zone, mask }) =>
    zone in exact ? [{ zone, dice: dice(mask.data, exact[zone as keyof typeof exact]) }] : [],
  );
}

const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** What the shipped models do on one seed's phantoms, which nothing was trained or tuned on (SCIENCE §7.3, G1). */
export type SeedPerformance = {
  findings: { finding: PhantomFinding; shortcut: Figures; faithful: Figures }[];
  dices: { zone: string; dice: number }[];
};

export async function performanceOn(seed: number, perSite = PER_SITE): Promise<SeedPerformance> {
  const scored: Scored[] = [];
  const dices: { zone: string; dice: number }[] = [];
  for (const study of drawCohort(seed, confounded('GLOBAL', { A: perSite, B: perSite }))) {
    const phantom = renderPhantom(study, SIDE);
    scored.push(await score(study, phantom));
    if (scored.length <= SEGMENTED) dices.push(...(await dicesOf(phantom)));
  }
  return {
    findings: PHANTOM_FINDINGS.map((finding) => ({
      finding,
      shortcut: figures(scored, 'phantom-shortcut', finding),
      faithful: figures(scored, 'phantom-faithful', finding),
    })),
    dices: ['lung-left', 'lung-right', 'heart'].map((zone) => ({
      zone,
      dice: mean(dices.filter((d) => d.zone === zone).map((d) => d.dice)),
    })),
  };
}

/** As it is printed, a line for each finding and zone. */
export function linesOf(seed: number, { findings, dices }: SeedPerformance): string[] {
  const say = (f: Figures) => `pooled AUC ${f.pooled.toFixed(3)}, AUC(site | y=0) ${f.site.toFixed(3)}`;
  return [
    ...findings.map(
      ({ finding, shortcut, faithful }) =>
        `seed ${seed} ${finding}: shortcut ${say(shortcut)}; faithful ${say(faithful)}`,
    ),
    ...dices.map(({ zone, dice: value }) => `seed ${seed} ${zone}: Dice ${value.toFixed(4)}, n ${SEGMENTED}`),
  ];
}
