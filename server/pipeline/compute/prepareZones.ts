import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import { maskArea } from '@/server/audit/maskArea';
import { type MaskIssue, maskIssues } from '@/server/audit/maskQuality';
import { PRIOR } from '@/server/audit/maskSource';
import { ZONES } from '@/server/audit/zone';
import { decodeMask, encodeMask } from '@/server/image/maskPng';
import type { Radiograph } from '@/server/image/radiograph';
import type { Segmenter } from '@/server/inference/segmenter';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import type { ShippedSegmenter } from '../shippedSegmenter';
import { type AnatomySource, type Zones, zonesOf } from '../zonesOf';
import type { ClassifierSpec, ComputeTask, EncodedMask, SegmenterSpec } from './task';

/** Masks that came with an image, and how they came; null without any. */
export type Delivered = { name: string; masks: ZoneMasks } | null;

export type Segmenters = {
  segmenter(spec: SegmenterSpec): Promise<Segmenter>;
  shipped(): Promise<ShippedSegmenter | null>;
};

/** Zones of one image by one mask source, what is wrong with them, and how long they took in milliseconds. */
export type Prepared = { zones: Zones; issues: MaskIssue[]; masks: EncodedMask[]; milliseconds: number };

/**
 * Where a version's anatomy comes from, by name: what was delivered, else the manifest's segmenter, else the shipped
 * one, else the average anatomy. A manifest may ask for the average anatomy (`prior`) or for nothing (`none`).
 * @throws AppError `unavailable` when the segmenter that the manifest names is not registered
 */
export async function maskSourceOf(
  segmenters: Pick<Segmenters, 'shipped'>,
  { segmenter, manifest }: ClassifierSpec,
  delivered: Delivered,
): Promise<string> {
  if (delivered !== null) return delivered.name;
  if (segmenter !== null) return segmenter.name;
  if (manifest.segmenter === 'none' || manifest.segmenter === PRIOR) return manifest.segmenter;
  if (manifest.segmenter !== undefined)
    throw new AppError('unavailable', `segmenter ${manifest.segmenter} is not registered`);
  return (await segmenters.shipped())?.name ?? PRIOR;
}

/** Finds the zones of an image by the source that `maskSourceOf` named. */
export async function prepareZones(
  segmenters: Segmenters,
  { segmenter }: ClassifierSpec,
  radiograph: Radiograph,
  delivered: Delivered,
  maskSource: string,
): Promise<Prepared> {
  const started = performance.now();
  const zones = await zonesOf(radiograph, await anatomySource(segmenters, segmenter, delivered, maskSource));
  const issues = maskIssues(zones.masks);
  const masks = await encodeAll(zones);
  return { zones, issues, masks, milliseconds: performance.now() - started };
}

async function anatomySource(
  segmenters: Segmenters,
  segmenter: SegmenterSpec | null,
  delivered: Delivered,
  name: string,
): Promise<AnatomySource | null> {
  if (delivered !== null) return { kind: 'delivered', ...delivered };
  if (name === 'none') return null;
  if (name === PRIOR) return { kind: 'prior' };
  const opened = segmenter === null ? await segmenters.shipped() : await segmenters.segmenter(segmenter);
  return opened === null ? { kind: 'prior' } : { kind: 'segmenter', name, segment: opened.segment };
}

function encodeAll(zones: Zones): Promise<EncodedMask[]> {
  const known = ZONES.flatMap((zone) => {
    const mask = zones.masks[zone];
    const source = zones.sources[zone];
    return mask === undefined || source === undefined ? [] : [{ zone, source, mask }];
  });
  return Promise.all(
    known.map(async ({ zone, source, mask }) => {
      const { height, width } = mask;
      return { zone, source, height, width, area: maskArea(mask) / (height * width), bytes: await encodeMask(mask) };
    }),
  );
}

/** Reads the masks that came with an image. */
export async function deliveredMasks(
  store: Pick<FileStore, 'get'>,
  { uploads }: Pick<ComputeTask, 'uploads'>,
): Promise<Delivered> {
  const [first] = uploads;
  if (first === undefined) return null;
  const masks: ZoneMasks = {};
  for (const { zone, sha256 } of uploads) masks[zone] = await decodeMask(await store.get(sha256));
  return { name: first.source ?? 'upload', masks };
}
