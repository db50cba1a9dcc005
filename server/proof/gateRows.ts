import type { PhantomMode } from '@/server/phantom/study';
import type { ArmFigures } from './armFigures';
import type { ArmRole } from './arms';
import type { JudgedRun } from './judgedRun';
import { atLeast, atMost, type Limit, smallerThan, within, YES } from './limit';
import type { GateCheck } from './proofReport';
import { LEAST_RESAMPLES } from './seeds';

/** One threshold: what is measured, of which arms, and where it has to lie. */
export type GateRow = {
  gate: string;
  modes: readonly PhantomMode[];
  role: ArmRole | null;
  what: string;
  unit: GateCheck['unit'];
  limit: Limit;
  of(run: JudgedRun): number | null;
  /** What has to be known of the figures; null where nothing. */
  note?(runs: readonly JudgedRun[]): string | null;
};

const BOTH: readonly PhantomMode[] = ['GLOBAL', 'LOCAL'];
const ALL: readonly PhantomMode[] = [...BOTH, 'DIFFUSE-ONLY'];
const EVERY: readonly PhantomMode[] = [...ALL, 'PORTABLE', 'CASE-MIX'];

export const GATE_TITLES: Record<string, string> = {
  G1: 'The score of the healthy tells the site',
  G2: 'η² of the site among the healthy (as if the sites were of one size)',
  G3: 'Pooled AUC less the AUC within sites, where prevalences differ',
  G4: 'AUC within sites less the pooled AUC, where prevalences are equal',
  G5: 'Marker and frame of the other site, less those of the same site',
  G6: 'The marker erased, less a sham; AUC gained by it where prevalences are equal',
  G7: 'AUC at the sites of the training less that at a third one',
  G8: 'Gap of the mean logit between the sites among the healthy',
  G9: 'The embedding knows the site, of either model: a capability, not a verdict',
  G10: 'The verdict is the same with every map, probe and other explanation blanked',
  G11: 'The verdict, and no false alarm on disjoint re-samples',
  G12: 'Maps add up to the logit',
  G13: 'AUC of 512 bins of the logit against the exact one',
  G14: 'A diffuse cue: found, and called not localisable',
  G15: 'Percentile ranks in real predictions',
  G16: 'A cue that is no site: silent by site, found by portable',
  'case-mix': 'Truly sicker patients at one site are not called reliance',
};

const row = (
  gate: string,
  modes: readonly PhantomMode[],
  role: ArmRole | null,
  [what, unit, limit]: readonly [string, GateCheck['unit'], Limit],
  of: GateRow['of'],
): GateRow => ({ gate, modes, role, what, unit, limit, of });

const figure =
  (name: keyof ArmFigures): GateRow['of'] =>
  ({ figures }) =>
    figures[name];

const yes = (holds: boolean): number => (holds ? 1 : 0);

/** Acquisition-associated or worse (SCIENCE §0a.6, §0a.16). */
const ASSOCIATED = ['relies', 'follows', 'weak'];
const isAssociated = (grade: string): boolean => ASSOCIATED.includes(grade);

const notAssociated: GateRow['of'] = ({ verdict }) => yes(!isAssociated(verdict.grade));

const SITE_AUC = 'AUC(site A | no finding)';
const NOT_ASSOCIATED = ['not acquisition-associated (SCIENCE §0a.16)', 'yes', YES] as const;

function resampleNote(runs: readonly JudgedRun[]): string {
  const all = runs.flatMap(({ resamples }) => resamples ?? []);
  const count = all.reduce((sum, { grades }) => sum + grades.length, 0);
  const how = all.every(({ disjoint }) => disjoint) ? 'disjoint' : 'halves drawn by patient, which overlap';
  return `${count} re-samples (${how})${count < LEAST_RESAMPLES ? `; the gate asks for ${LEAST_RESAMPLES}` : ''}`;
}

const STATISTICS: readonly GateRow[] = [
  row('G1', ALL, 'shortcut', [SITE_AUC, 'auc', atLeast(0.85)], figure('siteAuc')),
  row('G1', BOTH, 'faithful', [SITE_AUC, 'auc', within(0.4, 0.6)], figure('siteAuc')),
  row('G1', ['DIFFUSE-ONLY'], 'faithful', NOT_ASSOCIATED, notAssociated),
  row('G2', ALL, 'shortcut', ['η²', 'share', atLeast(0.3)], figure('etaSquared')),
  row('G2', BOTH, 'faithful', ['η²', 'share', atMost(0.03)], figure('etaSquared')),
  row('G2', ['DIFFUSE-ONLY'], 'faithful', NOT_ASSOCIATED, notAssociated),
  row('G3', ALL, 'shortcut', ['AUC lift', 'auc', atLeast(0.03)], figure('lift')),
  row('G3', ALL, 'faithful', ['AUC lift', 'auc', atMost(0.02)], figure('lift')),
  row('G4', ALL, 'shortcut', ['AUC lost', 'auc', atLeast(0.05)], figure('balancedLoss')),
  row('G4', ALL, 'faithful', ['AUC lost', 'auc', atMost(0.02)], figure('balancedLoss')),
  row('G7', ['GLOBAL'], 'shortcut', ['AUC drop', 'auc', atLeast(0.1)], figure('externalDrop')),
  row('G7', ['GLOBAL'], 'faithful', ['AUC drop', 'auc', atMost(0.06)], figure('externalDrop')),
  row('G8', ALL, 'shortcut', ['gap', 'sd', atLeast(0.6)], figure('siteGap')),
  row('G8', BOTH, 'faithful', ['gap', 'sd', smallerThan(0.2)], figure('siteGap')),
];

const EDITS: readonly GateRow[] = [
  row('G5', BOTH, 'shortcut', ['swap, net', 'sd', atLeast(0.75)], figure('swapNet')),
  row('G5', BOTH, 'faithful', ['swap, net', 'sd', atMost(0.25)], figure('swapNet')),
  row('G6', ['LOCAL'], 'shortcut', ['erasure, A − B', 'sd', atLeast(0.5)], figure('eraseDifference')),
  row('G6', ['LOCAL'], 'faithful', ['erasure, A − B', 'sd', smallerThan(0.15)], figure('eraseDifference')),
  row('G6', ['LOCAL'], 'shortcut', ['AUC gained', 'auc', atLeast(0.03)], figure('gain')),
  row('G6', ['LOCAL'], 'faithful', ['AUC gained', 'auc', smallerThan(0.015)], figure('gain')),
  row('G14', ['DIFFUSE-ONLY'], 'shortcut', ['swap, net', 'sd', smallerThan(0.15)], figure('swapNet')),
  row('G14', ['DIFFUSE-ONLY'], 'shortcut', ['erasure, A − B', 'sd', smallerThan(0.15)], figure('eraseDifference')),
];

const VERDICTS: readonly GateRow[] = [
  row('G10', EVERY, null, ['same verdict', 'yes', YES], ({ blankedVerdict, verdict }) =>
    yes(JSON.stringify(blankedVerdict) === JSON.stringify(verdict)),
  ),
  row('G11', BOTH, 'shortcut', ['relies on acquisition', 'yes', YES], ({ verdict }) => yes(verdict.grade === 'relies')),
  row('G11', BOTH, 'faithful', ['below threshold', 'yes', YES], ({ verdict }) => yes(verdict.grade === 'below')),
  row('G11', ['DIFFUSE-ONLY'], 'faithful', NOT_ASSOCIATED, notAssociated),
  {
    ...row('G11', BOTH, 'faithful', ['re-samples that are not below threshold', 'count', atMost(0)], ({ resamples }) =>
      resamples === null ? null : resamples.grades.filter((grade) => grade !== 'below').length,
    ),
    note: resampleNote,
  },
  {
    ...row(
      'G11',
      ['DIFFUSE-ONLY'],
      'faithful',
      ['re-samples that are acquisition-associated', 'count', atMost(0)],
      ({ resamples }) => (resamples === null ? null : resamples.grades.filter(isAssociated).length),
    ),
    note: resampleNote,
  },
  row('G14', ['DIFFUSE-ONLY'], 'shortcut', ['follows acquisition, not localisable', 'yes', YES], ({ verdict }) =>
    yes(verdict.grade === 'follows' && verdict.notLocalisable),
  ),
  row('G16', ['PORTABLE'], 'shortcut', ['nothing by site', 'yes', YES], ({ lines }) =>
    yes(lines.find(({ id }) => id === 'negatives:site')?.grade === 'none'),
  ),
  row('G16', ['PORTABLE'], 'shortcut', ['by portable, along the gradient', 'yes', YES], ({ lines }) => {
    const line = lines.find(({ id }) => id === 'negatives:portable');
    return yes((line?.grade === 'red' || line?.grade === 'amber') && line.direction === 'along');
  }),
  row('case-mix', ['CASE-MIX'], 'faithful', ['not called reliance', 'yes', YES], ({ verdict }) =>
    yes(verdict.grade !== 'relies' && verdict.grade !== 'few'),
  ),
];

const NUMBERS: readonly GateRow[] = [
  row('G9', ['GLOBAL'], null, ['AUC of the probe', 'auc', atLeast(0.95)], figure('probe')),
  row('G12', EVERY, null, ['|mean M + b − z| / max(1, |z|)', 'difference', atMost(0.001)], figure('residual')),
  row('G13', EVERY, null, ['difference', 'difference', atMost(0.001)], figure('binError')),
  row('G13', EVERY, null, ['room under the printed bound', 'difference', atLeast(0)], figure('binRoom')),
];

export const GATE_ROWS: readonly GateRow[] = [...STATISTICS, ...EDITS, ...VERDICTS, ...NUMBERS];
