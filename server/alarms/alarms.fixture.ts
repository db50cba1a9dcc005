import { randomUUID } from 'node:crypto';
import type { Db } from '@/server/db/client';
import { ensureFindingPartitions } from '@/server/db/findingPartitions';
import { murmur3 } from '@/server/stats/murmur3';

const DAY = 86_400_000;

/** Made-up patients a day at a site in a view, each with one image; `outside` and `logit` are means of a day. */
export type MadePlace = {
  site: string;
  viewPosition: string;
  /** Patients on a day, by its index. */
  patients: (day: number) => number;
  outside: (day: number) => number;
  logit?: (day: number) => number;
  /** Of those with the finding, where they differ. */
  positive?: (day: number) => number;
};

export type MadeVersion = { versionId: string; model: string; findings: { id: number; name: string }[] };

/** Around 0, within ±.5, the same for the same numbers. */
const noise = (...words: number[]): number => murmur3(words, 11) / 2 ** 32 - 0.5;

/** A version that has read these patients on `days` days from `first` on; every fifth has the finding. */
export async function makeVersion(
  db: Db,
  { name, first, days, places }: { name: string; first: Date; days: number; places: readonly MadePlace[] },
): Promise<MadeVersion> {
  const versionId = randomUUID();
  const findings = { create: [{ name: 'Edema', channel: 0, baseline: 0.1, threshold: 0.5, anatomy: [] }] };
  await db.modelVersion.create({
    data: {
      ...{ id: versionId, version: '1', kind: 'classifier', sha256: '', assumed: [], manifest: {} },
      ...{ saliency: { available: [], refused: [] }, findings, model: { create: { id: randomUUID(), name } } },
    },
  });
  const own = await db.finding.findMany({ where: { versionId } });
  const seriesId = randomUUID();
  const series = { create: { id: seriesId, seriesKey: 'made' } };
  await db.study.create({ data: { id: randomUUID(), site: name, studyKey: name, series } });
  const rows = places.flatMap((place, p) =>
    Array.from({ length: days }, (_, day) => day).flatMap((day) =>
      Array.from({ length: place.patients(day) }, (_, i) => rowOf(place, [p, day, i], first)),
    ),
  );
  await ensureFindingPartitions(
    db,
    rows.map(({ at }) => at),
  );
  for (let i = 0; i < rows.length; i += 2000)
    await insert(db, rows.slice(i, i + 2000), { versionId, seriesId, findingId: own[0]?.id ?? 0 });
  return { versionId, model: `${name}@1`, findings: own.map(({ id, name: finding }) => ({ id, name: finding })) };
}

type Made = ReturnType<typeof rowOf>;

function rowOf(place: MadePlace, [p, day, i]: [number, number, number], first: Date) {
  const truth = i % 5 === 0 ? 1 : 0;
  const mean = (truth === 1 ? place.positive : undefined) ?? place.logit ?? (() => -1);
  const outside = Math.min(1, Math.max(0, place.outside(day) + 0.5 * noise(p, day, i)));
  return {
    ...{ instanceId: randomUUID(), predictionId: randomUUID(), site: place.site, viewPosition: place.viewPosition },
    ...{ patient: `${p}-${day}-${i}`, at: new Date(first.getTime() + day * DAY + i * 60_000), outside },
    ...{ logit: mean(day) + 2 * noise(p, day, i, 5), truth },
  };
}

async function insert(
  db: Db,
  rows: readonly Made[],
  { versionId, seriesId, findingId }: { versionId: string; seriesId: string; findingId: number },
): Promise<void> {
  await db.instance.createMany({
    data: rows.map(({ instanceId: id, site, viewPosition, patient: patientKey, at }) => ({
      ...{ id, seriesId, sha256: id, format: 'none', status: 'done', site, viewPosition, patientKey },
      ...{ receivedAt: at, acquiredAt: at, portable: viewPosition === 'AP' },
    })),
  });
  await db.truth.createMany({
    data: rows.map(({ instanceId, truth: value, at: receivedAt }) => ({
      instanceId,
      finding: 'Edema',
      source: 'report',
      value,
      receivedAt,
    })),
  });
  await db.prediction.createMany({
    data: rows.map(({ predictionId: id, instanceId, at }) => ({
      ...{ id, instanceId, versionId, maskSource: 'none', inputHash: '', timing: {}, createdAt: at, at },
    })),
  });
  await db.findingResult.createMany({
    data: rows.map(({ predictionId, at, logit, outside }) => ({
      ...{ predictionId, findingId, at, logit, probability: 1 / (1 + Math.exp(-logit)) },
      ...{ outsideShare: outside, areaOutside: 0.5, flags: [], definitionVersion: '1' },
    })),
  });
}
