import { armSections, gateSection } from './gatePage';
import { table } from './markdown';
import type { ProofReport } from './proofReport';
import { realSections } from './realPage';

/** docs/proof.md, from nothing but the report. */
export function proofPage(report: ProofReport): string {
  const parts = [
    '# Proof',
    'Made by `npm run proof`; do not edit. Models whose shortcut we planted, and models that we kept from one, are put through the product’s own statistics, edits and verdict rule, on synthetic chest radiographs with exact truth that no model was trained on. `docs/proof.json` holds the same figures; the page *Method* shows them.',
    headSection(report),
    gateSection(report),
    ...armSections(report),
    seedSection(report),
    cohortSection(report),
    modelSection(report),
    ...realSections(report),
    LIMITS,
  ];
  return `${parts.join('\n\n')}\n`;
}

const LIMITS = `## Limits

The phantoms are drawings, not patients, and the models are small; that a rule is right here does not show that it is right on every real model. Masks are the phantom’s exact ones: what a segmenter or a marker detector misses is measured elsewhere. One network and one training run stand for each arm, so that the seeds vary the images, not the model.`;

function headSection({ date, commit, command, form, seconds, machine, versions }: ProofReport): string {
  const took = `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return table(
    ['', ''],
    [
      ['made', `${date}, commit ${commit}`],
      ['command', `\`${command}\` (${form} form), ${took}`],
      ['machine', machine],
      [
        'versions',
        Object.entries(versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', '),
      ],
    ],
  );
}

function seedSection({ seeds }: ProofReport): string {
  const judged = seeds.areJudged
    ? `Judged on ${seeds.judged.join(', ')}. Nothing was tuned on them: neither models, nor thresholds, nor this proof.`
    : `Run on ${seeds.judged.join(', ')}, which are no judged seeds: **nothing here is a judgement.**`;
  const others = seeds.others.map(({ use, seeds: which }) => `- ${use}: ${which}`);
  return `## Seeds\n\n${judged}\n\n${others.join('\n')}`;
}

function cohortSection({ cohorts }: ProofReport): string {
  return [
    '## Cohorts',
    '*main*: confounded, with edits and embeddings; verdicts and gates G1, G2, G5 to G10, G12, G14, G16. *scores*: confounded, for G3 and the re-samples of G11, with 100 positives and more at the site where 1.2 % have pneumonia. *balanced*: pneumonia as frequent at both sites; G4 and the AUC of G6. 112 × 112 pixels. Images with pneumonia / without:',
    table(
      ['mode', 'seed', 'cohort', 'A', 'B', 'C'],
      cohorts.map(({ mode, seed, name, sites }) => [
        mode,
        String(seed),
        name,
        ...['A', 'B', 'C'].map((site) => {
          const own = sites[site];
          return own === undefined ? '–' : `${own.positives} / ${own.negatives}`;
        }),
      ]),
    ),
  ].join('\n\n');
}

function modelSection({ models }: ProofReport): string {
  const rows = models.map(({ arm, name, sha256 }) => [arm, `[${name}](../models/${name}/card.md)`, `\`${sha256}\``]);
  return ['## Models', table(['arm', 'model', 'sha256'], rows)].join('\n\n');
}
