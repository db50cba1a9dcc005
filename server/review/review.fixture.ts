import { randomUUID } from 'node:crypto';
import type { Db } from '@/server/db/client';
import { withFindingPartitions } from '@/server/db/findingPartitions';

/** A version with one finding `Edema`, threshold 0.5. */
export async function makeVersion(db: Db, name: string, version: string, state = 'live') {
  const model = await db.model.upsert({ where: { name }, create: { id: randomUUID(), name }, update: {} });
  const versionId = randomUUID();
  await db.modelVersion.create({
    data: {
      id: versionId,
      modelId: model.id,
      version,
      kind: 'external',
      manifest: {},
      saliency: {},
      assumed: [],
      state,
    },
  });
  const { id: findingId } = await db.finding.create({
    data: { versionId, name: 'Edema', channel: 0, baseline: 0.1, threshold: 0.5, anatomy: ['lungs'] },
  });
  return { versionId, findingId };
}

const AT = new Date('2026-05-04T10:00:00Z');

/** One image; the same time each. */
export async function makeInstance(db: Db): Promise<string> {
  const [studyId, seriesId, id] = [randomUUID(), randomUUID(), randomUUID()];
  await db.study.create({ data: { id: studyId, site: 'North', studyKey: studyId } });
  await db.series.create({ data: { id: seriesId, studyId, seriesKey: seriesId } });
  const sha256 = id.replaceAll('-', '').padEnd(64, '0');
  const size = { height: 8, width: 8, bitDepth: 8, byteLength: 1, format: 'png' };
  await db.instance.create({
    data: { id, seriesId, sha256, fileSha256: sha256, ...size, status: 'done', site: 'North', receivedAt: AT },
  });
  return id;
}

export type Reading = {
  probability: number;
  outsideShare?: number | null;
  areaOutside?: number | null;
  contributionInside?: number | null;
  maskIssues?: string[];
};

/** What a version read in an image. */
export async function makePrediction(
  db: Db,
  instanceId: string,
  { versionId, findingId }: { versionId: string; findingId: number },
  { probability, outsideShare = 0.2, areaOutside = 0.4, contributionInside = 1, maskIssues = [] }: Reading,
): Promise<string> {
  const id = randomUUID();
  await withFindingPartitions(db, [AT], async () => {
    await db.prediction.create({
      data: {
        ...{ id, instanceId, versionId, maskSource: 'upload', inputHash: 'hash', timing: {}, maskIssues },
        ...{ createdAt: AT, at: AT },
      },
    });
    await db.findingResult.create({
      data: {
        ...{ predictionId: id, findingId, at: AT, probability, logit: Math.log(probability / (1 - probability)) },
        ...{ bias: 0, outsideShare, areaOutside, contributionInside, contributionOutside: 0, flags: [] },
        definitionVersion: 'test',
      },
    });
  });
  return id;
}

/** A reader. */
export async function makeReader(db: Db, name: string): Promise<string> {
  const id = randomUUID();
  await db.account.create({ data: { id, name, email: `${id}@example.org`, role: 'clinician' } });
  return id;
}
