import { type ModelInput, storedManifest } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { getVersionEvidence } from '@/server/queries/evidence';
import { getMapQuality } from '@/server/queries/mapQuality';
import { findModelVersion, type ModelVersionDetail } from '@/server/queries/models';
import { getStatistics } from '@/server/queries/statistics';
import type { FindingContent } from './findingContent';
import { readFinding } from './readFinding';
import type { VersionContent } from './versionContent';

/** `step`: after each finding. */
export type VersionReading = { period: { from?: string; to?: string }; step: () => void };

/** What a version is and how it did, from rollups. @throws AppError not-found for one that is not there */
export async function readVersion(model: string, { period, step }: VersionReading): Promise<VersionContent> {
  const version = await findModelVersion(model);
  if (version === null || version.kind === 'segmenter') {
    throw new AppError('not-found', `no version ${model} of a classifier is registered`);
  }
  const name = `${version.name}@${version.version}`;
  const [evidence, quality] = await Promise.all([getVersionEvidence(name), getMapQuality(name)]);
  const findings: FindingContent[] = [];
  // One after the other: a report is not in a hurry, and pages ask the same database.
  for (const finding of version.findings) {
    const own = evidence.findings.find((one) => one.finding === finding.name);
    if (own === undefined) throw new RangeError(`finding: ${finding.name}`);
    const canEdit = version.kind !== 'external';
    findings.push(
      await readFinding({ model: name, period, finding, evidence: own, thresholds: evidence.thresholds, canEdit }),
    );
    step();
  }
  return {
    ...identityOf(version, name),
    methods: quality.methods.map(({ method, label, state, reason, checkedAt }) => ({
      ...{ method, label, state, reason, checkedAt },
    })),
    covered: await coveredOf(name, version.findings[0]?.name, period),
    findings,
  };
}

type Identity = Omit<VersionContent, 'methods' | 'covered' | 'findings'>;

function identityOf(version: ModelVersionDetail, model: string): Identity {
  const manifest = storedManifest.parse(version.manifest);
  const { graph } = version;
  return {
    ...{ versionId: version.versionId, model, kind: version.kind === 'external' ? 'external' : 'classifier' },
    ...{ state: version.state, scope: version.scope ?? 'all', registeredAt: version.createdAt },
    sha256: version.sha256,
    graph: graph && {
      ...{ family: graph.family, parameters: graph.parameters, precision: graph.precision },
      ...{ head: graph.head.kind, pooling: graph.pooling },
    },
    input: manifest.kind === 'external' ? null : { ...inputOf(manifest.input), activation: manifest.output.activation },
    segmenter: version.segmenter,
    trainedOn: manifest.kind === 'segmenter' ? [] : manifest.trainedOn,
    ...{ assumed: version.assumed, warnings: version.warnings, mapsRefused: version.saliency.refused },
  };
}

const inputOf = ({ size, channels, resize, range }: ModelInput) => ({
  ...{ size, channels, resize, range },
});

async function coveredOf(model: string, finding: string | undefined, period: VersionReading['period']) {
  const none = { from: null, to: null };
  if (finding === undefined) return none;
  return (await getStatistics({ model, finding, ...period }, 'site')).period ?? none;
}
