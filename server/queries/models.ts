import { z } from 'zod';
import { db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { graphReport, type KeptGraph } from '@/server/model/graphReport';
import { storedManifest } from '@/server/model/manifest';
import { type VersionState, versionState } from '@/server/model/versionState';
import { registrationWarnings } from './registrationWarnings';
import { type Saliency, saliencyOf } from './saliencyOf';

export type ModelVersionSummary = {
  modelId: string;
  versionId: string;
  name: string;
  version: string;
  /** `external`: known by its predictions, which are made elsewhere. */
  kind: 'classifier' | 'segmenter' | 'external';
  /** Of its file; null for an external one, which has none. */
  sha256: string | null;
  scope: 'all' | 'demo' | null;
  /** What it is used for; a segmenter is used by the versions that name it. */
  state: VersionState;
  /** Why it was stopped; null for one that was not. */
  stateReason: string | null;
  createdAt: string;
  saliency: Saliency;
  assumed: string[];
  /** What was suspicious when it was tried on images at its registration. */
  warnings: string[];
  /** What was read in its graph; null for an external one, and for versions registered before it was kept. */
  graph: KeptGraph | null;
  findings: { name: string; baseline: number; threshold: number | null; anatomy: string[] }[];
  segmenter: string | null;
  predictions: number;
};

export type ModelVersionDetail = ModelVersionSummary & { manifest: unknown };

const include = {
  model: true,
  findings: { orderBy: { channel: 'asc' } },
  _count: { select: { predictions: true } },
} as const;

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (model: string | null) =>
  inSnapshot(db(), async (tx) => {
    const rows = await tx.modelVersion.findMany({
      where: model === null ? {} : versionCondition(model),
      include,
      orderBy: { createdAt: 'desc' },
    });
    const ids = rows.map(({ id }) => id);
    const warnings = await registrationWarnings(tx, ids);
    return rows.map((row) => ({ ...row, warnings: warnings.get(row.id) ?? [] }));
  });

/** All versions, newest first. */
export async function listModels(): Promise<ModelVersionSummary[]> {
  return (await rowsOf(null)).map(summary);
}

/** One version by name, or null. */
export async function getModelVersion(name: string, version: string): Promise<ModelVersionDetail | null> {
  return findModelVersion(`${name}@${version}`);
}

/** One version by `name@version` or id, or null. */
export async function findModelVersion(model: string): Promise<ModelVersionDetail | null> {
  const [row] = await rowsOf(model);
  return row === undefined ? null : { ...summary(row), manifest: row.manifest };
}

function summary(row: Row): ModelVersionSummary {
  const manifest = storedManifest.parse(row.manifest);
  return {
    modelId: row.modelId,
    versionId: row.id,
    name: row.model.name,
    version: row.version,
    kind: manifest.kind,
    sha256: row.sha256,
    scope: manifest.kind === 'segmenter' ? null : manifest.scope,
    state: versionState.parse(row.state),
    stateReason: row.stateReason,
    createdAt: row.createdAt.toISOString(),
    saliency: saliencyOf(row.saliency),
    assumed: z.array(z.string()).parse(row.assumed),
    warnings: row.warnings,
    graph: graphReport.nullable().parse(row.graph),
    findings: row.findings.map(({ name, baseline, threshold, anatomy }) => ({ name, baseline, threshold, anatomy })),
    segmenter: manifest.kind === 'classifier' ? (manifest.segmenter ?? null) : null,
    predictions: row._count.predictions,
  };
}
