import { randomUUID } from 'node:crypto';
import { Logger, runOnce } from 'graphile-worker';
import { adoptDb, type Db, openDb } from '@/server/db/client';
import { ensureFindingPartitions } from '@/server/db/findingPartitions';
import { rebuildRollup } from '@/server/rollup/rebuild';
import { murmur3 } from '@/server/stats/murmur3';
import { analysisTasks } from './tasks';

/** One made-up case. The score knows the finding, and the view a little; PA is healthier. */
export type MadeCase = {
  instanceId: string;
  patient: string | null;
  site: string;
  viewPosition: string;
  patientSex: string | null;
  patientAge: number | null;
  at: Date;
  truth: 0 | 1 | null;
  logits: { one: number; two: number };
  outside: number | null;
};

/** A database with two versions that have read the same made-up cases, and a worker that is called by hand. */
export type MadeHospital = {
  db: Db;
  url: string;
  cases: MadeCase[];
  /** Runs the jobs that are due. */
  work(): Promise<void>;
  close(): Promise<void>;
};

/** On 0–1, the same for the same numbers. */
export const chance = (...words: number[]): number => murmur3(words, 7) / 2 ** 32;

/** In an empty, migrated database. */
export async function openMadeHospital(url: string, size: number): Promise<MadeHospital> {
  const db = openDb(url);
  adoptDb(db);
  const cases = Array.from({ length: size }, (_, i) => madeCase(i));
  const versions = [await makeVersion(db, '1'), await makeVersion(db, '2')];
  await insertInstances(db, cases);
  await ensureFindingPartitions(
    db,
    cases.map(({ at }) => at),
  );
  for (const [k, version] of versions.entries()) await insertResults(db, version, cases, k === 0 ? 'one' : 'two');
  await rebuildRollup(db, { keep: true });
  const taskList = analysisTasks({ db, databaseUrl: url, now: () => new Date() });
  const logger = new Logger(() => () => undefined);
  return {
    ...{ db, url, cases },
    work: () => runOnce({ connectionString: url, taskList, logger, noHandleSignals: true, concurrency: 3 }),
    close: () => db.$disconnect(),
  };
}

function madeCase(i: number): MadeCase {
  const patient = Math.floor(i / 3);
  const viewPosition = chance(patient, 1) < 0.5 ? 'AP' : 'PA';
  const sick = chance(patient, 2) < (viewPosition === 'AP' ? 0.4 : 0.15);
  const base = (sick ? 1 : -1) + (viewPosition === 'AP' ? 0.5 : -0.5) + 3 * (chance(patient, 3) - 0.5);
  return {
    instanceId: randomUUID(),
    patient: patient % 20 === 0 ? null : `patient-${patient}`,
    site: ['A', 'B', 'C'][patient % 3] ?? 'A',
    viewPosition,
    patientSex: [null, 'F', 'M'][patient % 5] ?? 'F',
    patientAge: patient % 11 === 0 ? null : 20 + (patient % 70),
    at: new Date(Date.UTC(2026, 9, 1 + (i % 40), i % 24, i % 60)),
    truth: i % 10 === 0 ? null : sick ? 1 : 0,
    logits: { one: base + chance(i, 4), two: base * 0.6 + 2 * chance(i, 5) },
    outside: i % 7 === 0 ? null : chance(i, 6),
  };
}

type Version = { id: string; findings: { id: number; name: string }[] };

async function makeVersion(db: Db, version: string): Promise<Version> {
  const id = randomUUID();
  const findings = ['Edema', 'Mass'].map((name, channel) => ({ name, channel, baseline: 0.1, anatomy: [] }));
  const told = { kind: 'classifier', sha256: '', assumed: [], manifest: {} };
  await db.model.upsert({ where: { name: 'made' }, create: { id: randomUUID(), name: 'made' }, update: {} });
  await db.modelVersion.create({
    data: {
      ...{ id, version, ...told, saliency: { available: [], refused: [] } },
      model: { connect: { name: 'made' } },
      findings: { create: findings.map((finding) => ({ ...finding, threshold: 0.5 })) },
    },
  });
  return { id, findings: await db.finding.findMany({ where: { versionId: id }, orderBy: { channel: 'asc' } }) };
}

async function insertInstances(db: Db, cases: readonly MadeCase[]): Promise<void> {
  const seriesId = randomUUID();
  const series = { create: { id: seriesId, seriesKey: 'made' } };
  await db.study.create({ data: { id: randomUUID(), site: 'A', studyKey: 'made', series } });
  await db.instance.createMany({
    data: cases.map(
      ({ instanceId: id, patient: patientKey, at, truth: _, logits: __, outside: ___, ...acquisition }) => ({
        ...{ id, seriesId, sha256: id, format: 'none', status: 'done', patientKey },
        ...{ receivedAt: at, acquiredAt: at, ...acquisition },
      }),
    ),
  });
  const labelled = cases.flatMap(({ instanceId, truth, at }) => (truth === null ? [] : [{ instanceId, truth, at }]));
  await db.truth.createMany({
    data: labelled.flatMap(({ instanceId, truth, at }) =>
      ['Edema', 'Mass'].map((finding) => ({
        ...{ instanceId, finding, source: 'report', receivedAt: at },
        value: finding === 'Edema' ? truth : 1 - truth,
      })),
    ),
  });
}

async function insertResults(db: Db, version: Version, cases: readonly MadeCase[], of: 'one' | 'two'): Promise<void> {
  const read = cases.map((one) => ({ ...one, predictionId: randomUUID() }));
  await db.prediction.createMany({
    data: read.map(({ predictionId: id, instanceId, at }) => ({
      ...{ id, instanceId, versionId: version.id, maskSource: 'none', inputHash: '', timing: {}, createdAt: at, at },
    })),
  });
  await db.findingResult.createMany({
    data: read.flatMap(({ predictionId, at, logits, outside }) =>
      version.findings.map(({ id: findingId, name }) => ({
        ...{ predictionId, findingId, at, flags: [], definitionVersion: '1' },
        logit: name === 'Edema' ? logits[of] : -logits[of],
        probability: 1 / (1 + Math.exp(name === 'Edema' ? -logits[of] : logits[of])),
        ...(outside === null
          ? { undefinedReason: 'no_saliency' }
          : {
              ...{ outsideShare: of === 'one' ? outside : outside / 2, areaOutside: 0.5 },
              ledger: madeLedger(of === 'one' ? outside + 0.2 : outside, outside > 0.5),
            }),
      })),
    ),
  });
}

/** A ledger with the left lung, and the marker where there was one. */
const madeLedger = (contribution: number, marked: boolean) => ({
  bias: 0,
  zones: { 'lung-left': { contribution }, marker: marked ? { contribution: 0.1 } : null },
});
