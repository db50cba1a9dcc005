import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, runOnce } from 'graphile-worker';
import { anatomyCoverage } from '@/server/audit/anatomyCoverage';
import type { Mask } from '@/server/audit/mask';
import { outsideShares } from '@/server/audit/outsideShares';
import { ZONES } from '@/server/audit/zone';
import { adoptDb, type Db, openDb } from '@/server/db/client';
import { ensureFindingPartitions } from '@/server/db/findingPartitions';
import { encodeMask } from '@/server/image/maskPng';
import { openFileStore } from '@/server/store/fileStore';
import { chance } from './cases.fixture';
import { analysisTasks } from './tasks';

/** One image with its map of 7 × 7: the healthy of site A get evidence in the corner, the sick in the left lung. */
export type MappedCase = {
  instanceId: string;
  patient: string;
  site: string;
  truth: 0 | 1;
  map: Float32Array;
  logit: number;
  lungs: { left: Mask; right: Mask };
  shares: ReturnType<typeof outsideShares>;
};

export const BIAS = -1.5;
const SIDE = 42;
const AT = new Date(Date.UTC(2026, 9, 3));

/** A version whose finding `Edema` (second channel, threshold .5) and `Mass` (first, without) have maps and embeddings. */
export async function openMappedHospital(url: string, size: number) {
  const db = openDb(url);
  adoptDb(db);
  const folder = await mkdtemp(join(tmpdir(), 'sightline-maps-'));
  const store = openFileStore(folder);
  const cases = Array.from({ length: size }, (_, i) => mappedCase(i));
  const versionId = await makeVersion(db);
  await ensureFindingPartitions(db, [AT]);
  await insertInstances(db, cases);
  await insertResults(db, versionId, cases);
  for (const [i, one] of cases.entries()) {
    if (i % 2 === 0) await keepLungs(db, store, one);
  }
  const taskList = analysisTasks({ db, databaseUrl: url, now: () => new Date(), store });
  const logger = new Logger(() => () => undefined);
  return {
    ...{ db, cases },
    work: () => runOnce({ connectionString: url, taskList, logger, noHandleSignals: true, concurrency: 1 }),
    async close() {
      await db.$disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function rectangle(x: number, y: number, width: number, height: number): Mask {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [dx, dy] = [(i % SIDE) - x, Math.floor(i / SIDE) - y];
    return dx >= 0 && dx < width && dy >= 0 && dy < height ? 1 : 0;
  });
  return { height: SIDE, width: SIDE, data };
}

function mappedCase(i: number): MappedCase {
  const site = chance(i, 1) < 0.5 ? 'A' : 'B';
  const truth = chance(i, 2) < 0.4 ? 1 : 0;
  const map = Float32Array.from({ length: 49 }, (_, cell) => 3 * (chance(i, cell, 3) - 0.5));
  if (site === 'A') map[0] = 90 + 20 * chance(i, 4);
  if (truth === 1) map[3 * 7 + 4] = 120 + 20 * chance(i, 5);
  const [x, y] = [4 + Math.floor(4 * chance(i, 6)), 4 + Math.floor(4 * chance(i, 7))];
  const lungs = { right: rectangle(x, y, 12, 26), left: rectangle(x + 16, y, 12, 26) };
  const anatomy = anatomyCoverage({ 'lung-left': lungs.left, 'lung-right': lungs.right }, ['lungs'], 7, 7);
  if (typeof anatomy === 'string') throw new RangeError(anatomy);
  const shares = outsideShares({ height: 7, width: 7, values: map }, anatomy.dilated);
  const logit = map.reduce((sum, value) => sum + value, 0) / 49 + BIAS;
  return { instanceId: randomUUID(), patient: `patient-${i}`, site, truth, map, logit, lungs, shares };
}

async function makeVersion(db: Db): Promise<string> {
  const id = randomUUID();
  const told = { kind: 'classifier', sha256: '', assumed: [], manifest: {}, saliency: { available: [], refused: [] } };
  const finding = { baseline: 0.1, anatomy: ['lungs'] };
  await db.modelVersion.create({
    data: {
      ...{ id, version: '1', ...told },
      model: { create: { id: randomUUID(), name: 'mapped' } },
      findings: {
        create: [
          { ...finding, name: 'Mass', channel: 0 },
          { ...finding, name: 'Edema', channel: 1, threshold: 0.5 },
        ],
      },
    },
  });
  return id;
}

async function insertInstances(db: Db, cases: readonly MappedCase[]): Promise<void> {
  const seriesId = randomUUID();
  const series = { create: { id: seriesId, seriesKey: 'made' } };
  await db.study.create({ data: { id: randomUUID(), site: 'A', studyKey: 'made', series } });
  await db.instance.createMany({
    data: cases.map(({ instanceId: id, patient: patientKey, site }) => ({
      ...{ id, seriesId, sha256: id, format: 'none', status: 'done', patientKey, site, department: 'ED' },
      ...{ receivedAt: AT, acquiredAt: AT },
    })),
  });
  await db.truth.createMany({
    data: cases.map(({ instanceId, truth: value }) => ({
      ...{ instanceId, finding: 'Edema', value, source: 'report', receivedAt: AT },
    })),
  });
}

async function insertResults(db: Db, versionId: string, cases: readonly MappedCase[]): Promise<void> {
  const findings = await db.finding.findMany({ where: { versionId }, orderBy: { channel: 'asc' } });
  const read = cases.map((one) => ({ ...one, predictionId: randomUUID() }));
  const common = { maskSource: 'upload', inputHash: '', timing: {}, createdAt: AT, at: AT, versionId };
  await db.prediction.createMany({
    data: read.map(({ predictionId: id, instanceId, site }, i) => ({
      ...{ id, instanceId, ...common },
      embedding: bytesOf(
        Float32Array.from({ length: 6 }, (_, k) => chance(i, k, 8) + (k === 0 && site === 'A' ? 2 : 0)),
      ),
    })),
  });
  await db.attribution.createMany({
    data: read.map(({ predictionId, map }) => ({
      ...{ predictionId, method: 'cam', layer: 'x', convention: 'cam-1', height: 7, width: 7 },
      maps: bytesOf(Float32Array.of(...map.map((value) => -value), ...map)),
    })),
  });
  await db.findingResult.createMany({
    data: read.flatMap(({ predictionId, logit, map, shares }) =>
      findings.map(({ id: findingId, name }) => {
        const { undefinedReason, ...stored } = shares;
        const sign = name === 'Edema' ? 1 : -1;
        return {
          ...{ predictionId, findingId, at: AT, flags: [], definitionVersion: '1', bias: sign * BIAS },
          ...{ logit: sign * logit, probability: 1 / (1 + Math.exp(-sign * logit)) },
          ...(name === 'Edema'
            ? { ...stored, undefinedReason, ledger: ledgerOf(map) }
            : { undefinedReason: 'mask_missing' }),
        };
      }),
    ),
  });
}

/** All of the map in one zone. */
function ledgerOf(map: Float32Array) {
  const mass = (sign: 1 | -1) => map.reduce((sum, value) => sum + Math.max(0, sign * value), 0) / 49;
  const account = { contribution: mass(1) - mass(-1), positive: mass(1), negative: mass(-1), area: 1 };
  return { bias: BIAS, zones: Object.fromEntries(ZONES.map((zone) => [zone, zone === 'body-other' ? account : null])) };
}

const bytesOf = (values: Float32Array): Uint8Array<ArrayBuffer> => new Uint8Array(Float32Array.from(values).buffer);

async function keepLungs(db: Db, store: ReturnType<typeof openFileStore>, one: MappedCase): Promise<void> {
  const zones = [
    ['lung-left', one.lungs.left],
    ['lung-right', one.lungs.right],
  ] as const;
  for (const [zone, mask] of zones) {
    const { sha256 } = await store.put(await encodeMask(mask));
    const [height, width] = [mask.height, mask.width];
    await db.mask.create({
      data: { instanceId: one.instanceId, zone, source: 'upload', sha256, height, width, area: 0.2 },
    });
  }
}
