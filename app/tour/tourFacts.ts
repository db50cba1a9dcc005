import type { OverviewFinding, OverviewModel } from '@/server/queries/overview';
import type { Anchor } from './steps';

/** What the tour may say of the models on the page. `ready`: there are figures; `claims`: stops whose claim holds. */
export type TourFacts = { ready: boolean; claims: Anchor[] };

/** The demonstration's models and the finding whose prevalence differs between its hospitals. */
const [SHORTCUT, FAITHFUL, FINDING] = ['phantom-shortcut', 'phantom-faithful', 'Pneumonia'];

/** From here an AUC passes for accurate, and to here one of the site for none (SCIENCE §0a.6, weak from .60). */
const [ACCURATE, NO_EFFECT] = [0.75, 0.1];

export function tourFacts(models: readonly OverviewModel[]): TourFacts {
  const shortcut = findingOf(models, SHORTCUT);
  const faithful = findingOf(models, FAITHFUL);
  if (shortcut === undefined || faithful === undefined) return { ready: false, claims: [] };
  const both = [shortcut, faithful];
  const claims: [Anchor, boolean][] = [
    ['pooled-auc', both.every(({ auc }) => (auc.value ?? 0) >= ACCURATE)],
    ['outside-share', both.every(notAboveChance)],
    ['site-effect', shortcut.siteEffect.worst?.grade === 'follows' && siteDistance(faithful) <= NO_EFFECT],
    ['feed', true],
  ];
  return { ready: both.every(hasFigures), claims: claims.flatMap(([anchor, holds]) => (holds ? [anchor] : [])) };
}

const findingOf = (models: readonly OverviewModel[], name: string | undefined): OverviewFinding | undefined =>
  models
    .find((model) => model.scope === 'demo' && model.name === name)
    ?.findings.find(({ finding }) => finding === FINDING);

/** Enough cases for an AUC and for a word on the site effect; before, there is little to be shown around. */
const hasFigures = ({ auc, siteEffect: { worst } }: OverviewFinding): boolean =>
  auc.value !== null && worst !== null && worst.grade !== 'few';

/** The interval of the mean does not lie wholly above the area outside. */
const notAboveChance = ({ outsideShare: { low, areaOutside } }: OverviewFinding): boolean =>
  low !== null && areaOutside !== null && low <= areaOutside;

const siteDistance = ({ siteEffect }: OverviewFinding): number =>
  Math.abs((siteEffect.worst?.negatives.aucOfScore.value ?? Number.POSITIVE_INFINITY) - 0.5);
