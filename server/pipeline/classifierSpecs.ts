import { PRIOR, SHIPPED_SEGMENTER } from '@/server/audit/maskSource';
import { ANATOMY_ZONES } from '@/server/audit/zone';
import type { Db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { classifierManifest, namesSegmenter, segmenterManifest } from '@/server/model/manifest';
import { READING_STATES } from '@/server/model/versionState';
import type { ClassifierSpec, SegmenterSpec } from './compute/task';

/**
 * What it takes to open a version, by its id; null when it was removed. Versions never change, so they are kept; the state
 * of a segmenter does, so it is asked for each time. One that was stopped or retired is not handed out, and the manifest
 * then names the next source of masks.
 */
export type ClassifierSpecs = (versionId: string) => Promise<ClassifierSpec | null>;

export function openClassifierSpecs(db: Db): ClassifierSpecs {
  const known = new Map<string, ClassifierSpec>();
  return async (versionId) => {
    const spec = known.get(versionId) ?? (await readSpec(db, versionId));
    if (spec === null) return null;
    // One whose segmenter is still to come is asked for again.
    if (spec.segmenter !== null || !namesSegmenter(spec.manifest)) known.set(versionId, spec);
    return spec.segmenter === null || (await reads(db, spec.segmenter)) ? spec : withoutSegmenter(spec);
  };
}

async function reads(db: Db, { versionId }: SegmenterSpec): Promise<boolean> {
  const row = await db.modelVersion.findUnique({ where: { id: versionId }, select: { state: true } });
  return READING_STATES.some((state) => state === row?.state);
}

/** The shipped segmenter comes next, and the average anatomy where that is the one which was stopped. */
function withoutSegmenter(spec: ClassifierSpec): ClassifierSpec {
  const wasShipped = spec.segmenter?.name.startsWith(`${SHIPPED_SEGMENTER}@`) === true;
  return { ...spec, segmenter: null, manifest: { ...spec.manifest, segmenter: wasShipped ? PRIOR : undefined } };
}

async function readSpec(db: Db, versionId: string): Promise<ClassifierSpec | null> {
  const row = await inSnapshot(db, (tx) =>
    tx.modelVersion.findUnique({
      where: { id: versionId },
      include: { model: true, findings: { orderBy: { channel: 'asc' } } },
    }),
  );
  if (row === null || row.sha256 === null) return null;
  const manifest = classifierManifest.parse(row.manifest);
  const findings = row.findings.map(({ id, name, channel, baseline, threshold, anatomy }) => ({
    id,
    name,
    channel,
    baseline,
    threshold,
    anatomy: anatomy.flatMap((zone) => ANATOMY_ZONES.find((one) => one === zone) ?? []),
  }));
  const segmenter = namesSegmenter(manifest) ? await readSegmenter(db, manifest.segmenter) : null;
  return { versionId, name: `${row.model.name}@${row.version}`, sha256: row.sha256, manifest, findings, segmenter };
}

async function readSegmenter(db: Db, name: string): Promise<SegmenterSpec | null> {
  const row = await db.modelVersion.findFirst({ where: { kind: 'segmenter', ...versionCondition(name) } });
  if (row === null || row.sha256 === null) return null;
  return { versionId: row.id, name, sha256: row.sha256, manifest: segmenterManifest.parse(row.manifest) };
}
