import type { GateCheck, ProofReport } from '@/server/proof/proofReport';

/** A small proof: one gate that holds, one that fails, one that was not run. */
export function proofReport(): ProofReport {
  const seeds = (...values: number[]) => values.map((value, i) => ({ seed: 20_000_000 + i, value, passes: true }));
  const check: GateCheck = {
    ...{ arm: 'LOCAL shortcut', mode: 'LOCAL', role: 'shortcut', what: 'AUC(site | no finding)', threshold: '≥ .85' },
    ...{ unit: 'auc', seeds: seeds(0.983, 0.98, 0.981), worst: 0.98, passes: true, note: null },
  };
  return {
    ...{ version: 'proof-1', date: '2026-11-23T12:00:00.000Z', commit: 'abcdef0123456789', command: 'npm run proof' },
    ...{ form: 'full', modes: ['LOCAL'], seconds: 1900, machine: '2 cores', versions: { evidence: 'evidence-1' } },
    seeds: {
      judged: [20_000_000, 20_000_001, 20_000_002],
      areJudged: true,
      others: [{ use: 'Training', seeds: '1,000,000 to 1,000,013' }],
    },
    models: [{ arm: 'LOCAL shortcut', name: 'gate-local-shortcut', sha256: '0'.repeat(64) }],
    cohorts: [
      {
        mode: 'LOCAL',
        seed: 20_000_000,
        name: 'main',
        sites: { A: { images: 600, positives: 205, negatives: 395 } },
      },
    ],
    gates: [
      {
        id: 'G1',
        title: 'The score of the healthy tells the site',
        passes: true,
        checks: [check],
      },
      {
        id: 'G5',
        title: 'Swap, net',
        passes: false,
        checks: [
          {
            ...check,
            what: 'Swap net ÷ sd',
            threshold: '≥ +.75',
            seeds: seeds(0.9, 0.71, 0.8),
            worst: 0.71,
            passes: false,
            note: 'on one seed',
          },
        ],
      },
      {
        id: 'G15',
        title: 'Percentiles',
        passes: null,
        checks: [
          {
            ...check,
            arm: 'real data',
            what: 'percentile of 5 %',
            threshold: '97.1 ± .1',
            seeds: [],
            worst: null,
            passes: null,
            note: 'no assets',
          },
        ],
      },
    ],
    verdicts: [
      {
        ...{ arm: 'LOCAL shortcut', mode: 'LOCAL', role: 'shortcut', model: 'gate-local-shortcut', seed: 20_000_000 },
        ...{
          grade: 'relies',
          notLocalisable: false,
          by: 'site',
          confirmedBy: 'swap:site',
          expected: 'relies on acquisition',
        },
        ...{ passes: true, cardiomegaly: 'below', probe: 1, outsideShare: 0.59, areaOutside: 0.7, lines: [] },
      },
    ],
    edits: [],
    resamples: [{ arm: 'LOCAL faithful', samples: 20, images: 600, grades: { below: 20 } }],
    real: {
      skipped: null,
      percentiles: [],
      chexnet: null,
      nih14: null,
      comparisons: [{ article: 'External AUC is lower than internal', found: '.815 against .931', agrees: 'agrees' }],
    },
  };
}
