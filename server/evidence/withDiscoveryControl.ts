import { benjaminiHochberg } from '@/server/stats/benjaminiHochberg';
import type { EvidenceLine, EvidenceRole } from './evidenceLine';
import { gradeLine } from './gradeLine';
import type { EvidenceThresholds } from './verdict';

/**
 * The lines of all findings of a version with q after Benjamini–Hochberg, and graded anew: a line of the healthy whose q
 * is above `falseDiscovery` is `none`. What decides, what confirms and what explains are three families, over findings ×
 * lines each: in one family more edits or maps, being certain, would lower the q of what decides, and the verdict would
 * hang on them. Gradients of what decides are a family too: where `gradientQ` is above `falseDiscovery` the line has no
 * direction. That a score follows acquisition takes an effect and a gradient, so that both have to be discoveries.
 */
export function withDiscoveryControl(
  linesByFinding: readonly (readonly EvidenceLine[])[],
  thresholds: EvidenceThresholds,
): EvidenceLine[][] {
  const all = linesByFinding.flat();
  const q = new Map<EvidenceLine, number>();
  for (const role of ['decides', 'confirms', 'explains'] satisfies EvidenceRole[]) {
    const family = all.filter((line) => line.role === role && line.p !== null);
    const adjusted = benjaminiHochberg(family.map(({ p }) => p ?? 1));
    for (const [i, line] of family.entries()) q.set(line, adjusted[i] ?? 1);
  }
  const gradients = all.filter(({ role, gradientP }) => role === 'decides' && gradientP !== null);
  const gradientQ = new Map<EvidenceLine, number>();
  for (const [i, value] of benjaminiHochberg(gradients.map(({ gradientP }) => gradientP ?? 1)).entries()) {
    const line = gradients[i];
    if (line !== undefined) gradientQ.set(line, value);
  }
  return linesByFinding.map((lines) =>
    lines.map((line) => {
      const gradient = gradientQ.get(line) ?? null;
      const direction = gradient !== null && gradient > thresholds.falseDiscovery ? 'none' : line.direction;
      const controlled = { ...line, q: q.get(line) ?? null, gradientQ: gradient, direction };
      return line.grade === null ? controlled : { ...controlled, grade: gradeLine(controlled, thresholds) };
    }),
  );
}
