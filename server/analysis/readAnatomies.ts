import { anatomyCoverage, type ZoneMasks } from '@/server/audit/anatomyCoverage';
import { lungValidity } from '@/server/audit/lungValidity';
import type { Mask } from '@/server/audit/mask';
import { uniteMasks } from '@/server/audit/uniteMasks';
import { type AnatomyZone, ZONES, type ZoneName } from '@/server/audit/zone';
import { Prisma } from '@/server/db/generated/client';
import { decodeMask } from '@/server/image/maskPng';
import { type LungBox, lungBox, maskInFrame } from '@/server/mapStatistics/anatomicalFrame';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import type { MapCase } from './mapCases';
import type { Progress } from './progress';
import type { Snapshot } from './snapshot';

/**
 * The anatomy of a case, from its stored masks. `coverage`: dilated, [height, width] of the map; null where it is
 * missing or implausible. `lungs`: where both are there and plausible, their box and their share of the frame's cells.
 */
export type CaseAnatomy = {
  coverage: Float64Array | null;
  lungs: { box: LungBox; outline: Float32Array } | null;
};

/** Masks that no statistic may rest on: implausible ones, and the average anatomy. */
const UNUSABLE: ReadonlySet<string> = new Set(['mask_invalid', 'mask_prior']);

type MaskRow = [instanceId: string, zone: string, source: string, sha256: string];

/** Reads the usable masks of cases one after the other, so that the worker's other jobs have their turn in between. */
export async function* readAnatomies(
  { snapshot, store }: { snapshot: Snapshot; store: FileStore },
  cases: readonly MapCase[],
  anatomy: readonly AnatomyZone[],
  { report }: Pick<Progress, 'report'>,
): AsyncGenerator<[MapCase, CaseAnatomy]> {
  const wanted = [...new Set<string>([...anatomy, 'lung-left', 'lung-right'])];
  const rows = await snapshot.all<MaskRow>(Prisma.sql`
    select instance_id, zone, source, sha256 from mask
    where instance_id = any(${cases.map(({ instanceId }) => instanceId)}::uuid[]) and zone = any(${wanted}::text[])`);
  const byInstance = new Map<string, MaskRow[]>();
  for (const row of rows) byInstance.set(row[0], [...(byInstance.get(row[0]) ?? []), row]);
  for (const [i, one] of cases.entries()) {
    report(i, cases.length);
    const isUsable = !UNUSABLE.has(one.undefinedReason ?? '');
    const masks = isUsable ? await readMasks(store, one, byInstance.get(one.instanceId) ?? []) : {};
    yield [one, { coverage: coverageOf(masks, anatomy, one), lungs: lungsOf(masks) }];
  }
  report(cases.length, cases.length);
}

/** Of each zone the mask that the prediction was made with, else any; those that are all of one size. */
async function readMasks(store: FileStore, { maskSource }: MapCase, rows: readonly MaskRow[]): Promise<ZoneMasks> {
  const masks: ZoneMasks = {};
  let size: Mask | undefined;
  for (const zone of ZONES) {
    const own = rows.filter((row) => row[1] === zone);
    const row = own.find(([, , source]) => source === maskSource) ?? own[0];
    const mask = row && (await readMask(store, row[3]));
    size ??= mask ?? undefined;
    if (mask && size?.height === mask.height && size.width === mask.width) masks[zone satisfies ZoneName] = mask;
  }
  return masks;
}

/** Null when the file is gone, as after a removal that the snapshot does not see. */
async function readMask(store: FileStore, sha256: string): Promise<Mask | null> {
  try {
    return await decodeMask(await store.get(sha256));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function coverageOf(masks: ZoneMasks, anatomy: readonly AnatomyZone[], { height, width }: MapCase) {
  if (anatomy.length === 0) return null;
  const coverage = anatomyCoverage(masks, anatomy, height, width);
  return typeof coverage === 'string' ? null : coverage.dilated;
}

function lungsOf({ 'lung-left': left, 'lung-right': right }: ZoneMasks): CaseAnatomy['lungs'] {
  if (left === undefined || right === undefined || lungValidity(left, right) !== null) return null;
  const both = uniteMasks([left, right]);
  const box = lungBox(both);
  return box && { box, outline: maskInFrame(both, box) };
}
