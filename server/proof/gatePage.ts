import { figureText } from './figureText';
import { result, table } from './markdown';
import type { GateCheck, ProofGate, ProofReport } from './proofReport';
import { VERDICT_WORDS } from './verdicts';

/** The gates, a row for each threshold of each arm. */
export function gateSection({ gates, seeds }: ProofReport): string {
  const told = gates.filter(({ passes }) => passes !== null);
  const failed = told.filter(({ passes }) => passes === false);
  const head = ['gate', 'arm', 'measured', 'threshold', ...seeds.judged.map(String), 'worst', 'result'];
  const summary =
    failed.length === 0
      ? `${told.length} of ${gates.length} gates were run, and all of them pass.`
      : `${told.length} of ${gates.length} gates were run; ${failed.map(({ id }) => id).join(', ')} ${failed.length === 1 ? 'fails' : 'fail'}.`;
  const notes = gates.flatMap(({ id, checks }) =>
    checks.flatMap(({ arm, what, note }) => (note === null ? [] : [`- ${id}, ${arm}, ${what}: ${note}.`])),
  );
  return [
    '## Gates',
    `${summary} Thresholds are those of the specification and were not changed; a gate passes if every arm passes on every seed.`,
    table(
      head,
      gates.flatMap((gate) => gate.checks.map((check) => rowOf(gate, check, seeds.judged))),
    ),
    gates.map(({ id, title }) => `- **${id}**: ${title}.`).join('\n'),
    ...(notes.length === 0 ? [] : [`Not told, or told with a reason:\n\n${notes.join('\n')}`]),
  ].join('\n\n');
}

function rowOf({ id }: ProofGate, check: GateCheck, seeds: readonly number[]): string[] {
  const cells = seeds.map((seed) => {
    const own = check.seeds.find((one) => one.seed === seed);
    return own === undefined ? '' : figureText(own.value, check.unit);
  });
  const worst = figureText(check.worst, check.unit);
  return [id, check.arm, check.what, check.threshold, ...cells, worst, result(check.passes)];
}

/** Verdicts, re-samples and edits. */
export const armSections = (report: ProofReport): string[] => [
  ...verdictSection(report),
  ...resampleSection(report),
  ...editSection(report),
];

function verdictSection({ verdicts }: ProofReport): string[] {
  return [
    '## Verdicts',
    'By the rule and the thresholds that ship (docs/evidence.md), with edits, on 600 images of each of A, B and C. Cardiomegaly is as frequent everywhere: the control. Probe and outside share explain; they do not decide.',
    table(
      [
        'arm',
        'seed',
        'verdict on pneumonia',
        'expected',
        'result',
        'by',
        'confirmed by',
        'on cardiomegaly',
        'probe',
        'outside share (area)',
      ],
      verdicts.map((one) => [
        one.arm,
        String(one.seed),
        `${VERDICT_WORDS[one.grade] ?? one.grade}${one.notLocalisable ? ', not localisable' : ''}`,
        one.expected,
        result(one.passes),
        one.by ?? '–',
        one.confirmedBy ?? '–',
        VERDICT_WORDS[one.cardiomegaly] ?? one.cardiomegaly,
        figureText(one.probe, 'auc'),
        `${figureText(one.outsideShare, 'share')} (${figureText(one.areaOutside, 'share')})`,
      ]),
    ),
  ];
}

function resampleSection({ resamples }: ProofReport): string[] {
  return [
    '### Re-samples of the faithful arms',
    'Parts of the scores’ cohorts (full form: disjoint; quick form: halves drawn by patient), each judged by itself from scores and metadata, without edits.',
    table(
      ['arm', 'parts', 'images in the smallest', 'verdicts'],
      resamples.map(({ arm, samples, images, grades }) => [
        arm,
        String(samples),
        String(images),
        Object.entries(grades)
          .map(([grade, n]) => `${n} × ${VERDICT_WORDS[grade] ?? grade}`)
          .join(', '),
      ]),
    ),
  ];
}

function editSection({ edits }: ProofReport): string[] {
  return [
    '## Edits',
    'Of 300 images without pneumonia at each of A and B, with the phantom’s exact masks. Effects in standard deviations of the logit over all images of the main cohort. *Net* and *erasure* are the product’s lines: along the prevalence gradient, less the control, pairs in the distribution alone. *Plain* is mean d at A less that at B when the marker is erased, without the sham and unoriented. AUC on the balanced test, before and after the marker was erased.',
    table(
      ['arm', 'seed', 'sd', 'swap, net', 'erasure', 'plain', 'AUC before', 'after', 'edited, in the distribution'],
      edits.map((one) => [
        one.arm,
        String(one.seed),
        one.sd.toFixed(2),
        figureText(one.swapNet, 'sd'),
        figureText(one.eraseDifference, 'sd'),
        figureText(one.eraseUnadjusted, 'sd'),
        figureText(one.aucBefore, 'auc'),
        figureText(one.aucAfter, 'auc'),
        Object.entries(one.counts)
          .map(([kind, { edited, inDistribution, nothing }]) =>
            edited === 0 && nothing > 0 ? `${kind} none of ${nothing}` : `${kind} ${edited}, ${inDistribution}`,
          )
          .join('; '),
      ]),
    ),
  ];
}
