import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Confounders } from '@/server/queries/confounders';
import type { Overview, OverviewFinding } from '@/server/queries/overview';
import type { StrataQuestion } from './strataQuery';

type Choice = { model: string; finding: string };

/**
 * Version and finding for a question that leaves them open: of what it does name, the finding whose site effect is
 * largest, else the one with most labels, else most cases. Null without a version, or without one that is asked for.
 */
export function chooseFinding(asked: Partial<Choice>, models: Overview['models']): Choice | null {
  const candidates = models
    .map((model) => ({ id: `${model.name}@${model.version}`, findings: model.findings }))
    .filter(({ id }) => asked.model === undefined || id === asked.model)
    .flatMap(({ id, findings }) => findings.map((finding) => ({ id, finding })))
    .filter(({ finding }) => asked.finding === undefined || finding.finding === asked.finding)
    .toSorted((a, b) => compare(weight(b.finding), weight(a.finding)));
  const [first] = candidates;
  return first === undefined ? null : { model: first.id, finding: first.finding.finding };
}

/** Order of preference: distance of the worst effect from .5, labels, cases. */
function weight({ siteEffect, labelled, n }: OverviewFinding): readonly number[] {
  const value = siteEffect.worst?.negatives.aucOfScore.value ?? null;
  return [value === null ? -1 : Math.abs(value - 0.5), labelled, n];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, k) => value !== b[k]);
  return i === -1 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}

/** The variable of a question that leaves it open: the one that the score follows most, graded if any is, else the sites. */
export function chooseVariable({ by }: Pick<StrataQuestion, 'by'>, { variables }: Confounders): Stratifier {
  const told = variables.filter(({ worst }) => worst !== null);
  return by ?? (told.find(({ worst }) => worst?.grade !== 'few') ?? told[0])?.by ?? 'site';
}
