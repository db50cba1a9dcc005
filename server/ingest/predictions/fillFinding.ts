import type { AnatomyZone } from '@/server/audit/zone';
import { findingDefault } from '@/server/model/findingDefaults';
import type { ExternalManifest } from '@/server/model/manifest';

/** The prevalence of a finding that is neither stated nor known by name; the zero of log-ratio maps, nothing else. */
export const UNKNOWN_BASELINE = 0.05;

type Filled = { name: string; baseline: number; threshold: number | null; anatomy: AnatomyZone[] };

const statedOf = (name: string, { findings }: ExternalManifest) => findings.find((finding) => finding.name === name);

/** A finding with nothing left open but its threshold: as stated, else by its name, else prevalence .05 and the lungs. */
export function filledFinding(name: string, manifest: ExternalManifest): Filled {
  const stated = statedOf(name, manifest);
  const known = findingDefault(name);
  return {
    name,
    baseline: stated?.baseline ?? known?.baseline ?? UNKNOWN_BASELINE,
    threshold: stated?.threshold ?? null,
    anatomy: stated?.anatomy ?? known?.anatomy ?? ['lungs'],
  };
}

/** What was assumed of these findings, in words, a line for each kind. */
export function assumptions(findings: readonly Filled[], manifest: ExternalManifest): string[] {
  const without = (field: 'baseline' | 'anatomy' | 'threshold', show: (finding: Filled) => string): string =>
    findings
      .filter(({ name }) => statedOf(name, manifest)?.[field] === undefined)
      .map(show)
      .join(', ');
  const lines = [
    ['baseline, by name or .05', without('baseline', ({ name, baseline }) => `${name} (${baseline})`)],
    ['anatomy, by name or the lungs', without('anatomy', ({ name, anatomy }) => `${name} (${anatomy.join(' + ')})`)],
    ['threshold: none, so no case is called positive', without('threshold', ({ name }) => name)],
  ];
  return lines.filter(([, names]) => names !== '').map(([what, names]) => `${what}: ${names}`);
}
