import type { ModelVersionSummary } from '@/server/queries/models';

/** A version that has findings in common with another. */
export type Comparable = { id: string; shared: number };

export const versionId = ({ name, version }: Pick<ModelVersionSummary, 'name' | 'version'>): string =>
  `${name}@${version}`;

/** Versions that share a finding with `model`, those of the same name first, then by how many findings they share. */
export function comparableVersions(model: ModelVersionSummary, all: readonly ModelVersionSummary[]): Comparable[] {
  const own = new Set(model.findings.map(({ name }) => name));
  return all
    .filter((other) => other.versionId !== model.versionId)
    .map((other) => ({ other, shared: other.findings.filter(({ name }) => own.has(name)).length }))
    .filter(({ shared }) => shared > 0)
    .toSorted(
      (a, b) => Number(b.other.name === model.name) - Number(a.other.name === model.name) || b.shared - a.shared,
    )
    .map(({ other, shared }) => ({ id: versionId(other), shared }));
}
