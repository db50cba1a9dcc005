import { pooledAucOf } from '@/server/queries/pooledAuc';
import { exactAuc } from '@/server/stats/exactAuc';
import { meanOf } from '@/server/stats/moments';
import { pairedAucTest } from '@/server/stats/pairedAucTest';
import { aucOf } from './armEvidence';
import { type ArmRun, casesOf, channelOf, FINDING, internal, placeOf } from './armRun';
import type { Judged } from './armVerdict';
import { effectOfA, type ScoredCase, spreadOf, strataOfCases } from './cohortScores';
import { siteProbe } from './siteProbe';

type Value = number | null;

/** What the gates are about, of one arm on one seed; null where the arm's cohorts do not give it. */
export type ArmFigures = {
  /** Of the logit over all cases of the main cohort, of every site and with both truths. */
  sd: number;
  /** AUC of the score for site A among cases without pneumonia; η² of the logit, balanced (SCIENCE §0a.3); its gap in sd. */
  siteAuc: Value;
  etaSquared: Value;
  siteGap: Value;
  /** Pooled − site-adjusted AUC on the confounded scores; site-adjusted − pooled on the balanced test. */
  lift: Value;
  balancedLoss: Value;
  /** AUC at A and B less that at C. */
  externalDrop: Value;
  swapNet: Value;
  eraseDifference: Value;
  /** Mean d of A − mean d of B when the marker is erased, in sd: without the sham, unoriented, as the pilot has it. */
  eraseUnadjusted: Value;
  /** On the balanced test, before and after the marker was erased. */
  aucBefore: Value;
  aucAfter: Value;
  gain: Value;
  probe: Value;
  outsideShare: Value;
  areaOutside: Value;
  residual: number;
  /** Largest difference of an AUC of 512 bins from the exact one, and how far it stays under its bound at least. */
  binError: number;
  binRoom: number;
};

export function armFigures(run: ArmRun, { lines }: Judged): ArmFigures {
  const { arm, main } = run;
  const cases = internal(casesOf(arm, main));
  const sd = spreadOf(casesOf(arm, main));
  const { negatives } = effectOfA(cases);
  const lineOf = (id: string): Value => lines.find((line) => line.id === id)?.effect ?? null;
  const place = placeOf(arm, main);
  return {
    sd,
    siteAuc: negatives.aucOfScore.value,
    etaSquared: negatives.etaSquaredBalanced,
    siteGap: negatives.gapLogit.value === null ? null : negatives.gapLogit.value / sd,
    lift: run.scores === null ? null : liftOf(casesOf(arm, run.scores)),
    balancedLoss: run.balanced === null ? null : negated(liftOf(casesOf(arm, run.balanced))),
    externalDrop: lineOf('external'),
    swapNet: lineOf('swap:site'),
    eraseDifference: lineOf('erase:site'),
    eraseUnadjusted: eraseUnadjusted(run, sd),
    ...gainOf(run),
    probe: siteProbe(run),
    ...outsideOf(run, cases),
    residual: Math.max(...main.images.map(({ residuals }) => residuals[place] ?? 1)),
    ...binErrors([run.main, run.scores, run.balanced].flatMap((cohort) => cohort ?? []).map((c) => casesOf(arm, c))),
  };
}

const negated = (value: Value): Value => (value === null ? null : -value);

const liftOf = (cases: readonly ScoredCase[]): Value => pooledAucOf(strataOfCases(cases, 'site')).lift.value;

function eraseUnadjusted({ arm, main }: ArmRun, sd: number): Value {
  const [place, channel] = [placeOf(arm, main), channelOf(FINDING)];
  const [a, b] = (['A', 'B'] as const).map((site) => {
    const sample = { n: 0, sum: 0, sumOfSquares: 0 };
    for (const { index, scores, edits } of main.images) {
      if (main.studies[index]?.site !== site) continue;
      const after = edits.find(({ kind }) => kind === 'marker-erase')?.scores?.logits[place]?.[channel];
      if (after === undefined) continue;
      sample.n += 1;
      sample.sum += after - (scores.logits[place]?.[channel] ?? Number.NaN);
    }
    return sample;
  });
  return a === undefined || b === undefined || a.n === 0 || b.n === 0 ? null : (meanOf(a) - meanOf(b)) / sd;
}

/** Every image of the balanced test, its marker erased where it has one. */
function gainOf({ arm, balanced }: ArmRun): Pick<ArmFigures, 'aucBefore' | 'aucAfter' | 'gain'> {
  if (balanced === null) return { aucBefore: null, aucAfter: null, gain: null };
  const [place, channel] = [placeOf(arm, balanced), channelOf(FINDING)];
  const before = casesOf(arm, balanced);
  const after = before.map((one, i) => ({
    ...one,
    logit: balanced.images[i]?.edits[0]?.scores?.logits[place]?.[channel] ?? one.logit,
  }));
  const logits = (cases: readonly ScoredCase[]) => cases.map(({ logit }) => logit);
  const gain = pairedAucTest(
    logits(after),
    logits(before),
    before.map(({ truth }) => truth),
  );
  return { aucBefore: exactOf(before), aucAfter: exactOf(after), gain: gain?.value ?? null };
}

const byTruth = (cases: readonly ScoredCase[], wanted: 0 | 1): number[] =>
  cases.flatMap(({ truth, logit }) => (truth === wanted ? [logit] : []));
const exactOf = (cases: readonly ScoredCase[]): Value => exactAuc(byTruth(cases, 1), byTruth(cases, 0)).value;

/** Mean outside share of the maps of cases with pneumonia, beside that of the area. */
function outsideOf({ arm, main }: ArmRun, cases: readonly ScoredCase[]) {
  const place = placeOf(arm, main);
  const found = cases.flatMap(({ index, truth }) => {
    const outside = truth === 1 ? main.images[index]?.outside[place] : undefined;
    return outside === undefined || outside.share === null ? [] : [{ share: outside.share, area: outside.area }];
  });
  const mean = (of: (one: { share: number; area: number }) => number): Value =>
    found.length === 0 ? null : found.reduce((sum, one) => sum + of(one), 0) / found.length;
  return { outsideShare: mean(({ share }) => share), areaOutside: mean(({ area }) => area) };
}

function binErrors(cohorts: readonly ScoredCase[][]): { binError: number; binRoom: number } {
  const found = cohorts.map((cases) => {
    const { value, errorBound } = aucOf(cases);
    const error = Math.abs((value ?? Number.NaN) - (exactOf(cases) ?? Number.NaN));
    return { error, room: (errorBound ?? 0) - error };
  });
  return {
    binError: Math.max(...found.map(({ error }) => error)),
    binRoom: Math.min(...found.map(({ room }) => room)),
  };
}
