import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import { maskArea } from '@/server/audit/maskArea';
import { ZONES } from '@/server/audit/zone';
import { decodeImage } from '@/server/image/decode';
import { decodeMask, encodeMask } from '@/server/image/maskPng';
import type { Radiograph } from '@/server/image/radiograph';
import { type Classifier, openClassifier } from '@/server/inference/classifier';
import { openSegmenter, type Segmenter } from '@/server/inference/segmenter';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import { outcomesOf } from '../result';
import { type Zones, zonesOf } from '../zonesOf';
import { editImage } from './editImage';
import { openCache } from './openCache';
import { openRandomised, type Randomised, randomisedShares } from './openRandomised';
import type { ClassifierSpec, ComputeAnswer, Computer, ComputeTask, EncodedMask, Reading } from './task';

/** Models that one computer keeps open, of each kind. DenseNet-121 takes about 90 MB. */
const MOST_OPEN = 8;

/** Networks with permuted weights, which are of use for a few minutes only. */
const MOST_RANDOMISED = 2;

/** Zones of one image by one mask source, and how long they took in milliseconds. */
type Prepared = { zones: Zones; masks: EncodedMask[]; milliseconds: number };

type Work = {
  radiograph: Radiograph;
  uploads: ZoneMasks;
  prepared: Map<string, Promise<Prepared>>;
  /** Milliseconds. */
  decode: number;
};

type Models = {
  classifier(spec: ClassifierSpec): Promise<Classifier>;
  segmenter(spec: NonNullable<ClassifierSpec['segmenter']>): Promise<Segmenter>;
};

/**
 * Everything between a stored file and what is written about it: decode, masks, forward passes, ledgers. Each model
 * runs on `threads` threads (1 is best when several computers share the cores).
 */
export function openComputer(store: Pick<FileStore, 'get'>, threads: number): Computer {
  const classifiers = openCache<Classifier>(MOST_OPEN);
  const segmenters = openCache<Segmenter>(MOST_OPEN);
  const randomised = openCache<Randomised>(MOST_RANDOMISED);
  const models: Models = {
    classifier: ({ versionId, sha256, manifest }) =>
      classifiers(versionId, async () => openClassifier(await store.get(sha256), manifest, { threads })),
    segmenter: ({ versionId, sha256, manifest }) =>
      segmenters(versionId, async () => openSegmenter(await store.get(sha256), manifest, { threads })),
  };
  return {
    compute: (task) => compute(store, models, task),
    edit: async (task) => editImage(store, await models.classifier(task.classifier), task),
    randomise: async (task) => {
      const { seed, classifier } = task;
      const opened = randomised(`${classifier.versionId} ${seed}`, async () =>
        openRandomised(await store.get(classifier.sha256), classifier.manifest, { seed, threads }),
      );
      return randomisedShares(store, await opened, task);
    },
  };
}

async function compute(store: Pick<FileStore, 'get'>, models: Models, task: ComputeTask): Promise<ComputeAnswer> {
  const started = performance.now();
  const radiograph = await decodeImage(await store.get(task.fileSha256));
  const decode = performance.now() - started;
  const work: Work = { radiograph, uploads: await uploadsOf(store, task), prepared: new Map(), decode };
  const answer: ComputeAnswer = { readings: [], failures: [], masks: [] };
  for (const spec of task.classifiers) {
    try {
      answer.readings.push(await read(models, spec, work));
    } catch (error) {
      answer.failures.push({ version: spec.name, error });
    }
  }
  const sources = new Set(answer.readings.map(({ maskSource }) => maskSource));
  for (const source of sources) answer.masks.push(...((await work.prepared.get(source))?.masks ?? []));
  return answer;
}

async function read(models: Models, spec: ClassifierSpec, work: Work): Promise<Reading> {
  const { versionId, findings } = spec;
  const classifier = await models.classifier(spec);
  const maskSource = Object.keys(work.uploads).length > 0 ? 'upload' : (spec.segmenter?.name ?? 'none');
  const preparing = work.prepared.get(maskSource) ?? prepare(models, spec, work);
  work.prepared.set(maskSource, preparing);
  const { zones, milliseconds } = await preparing;
  const classified = await classifier.classify(work.radiograph);
  const started = performance.now();
  const outcomes = outcomesOf(findings, classified, zones);
  const audit = performance.now() - started;
  const timing = { decode: work.decode, zones: milliseconds, classify: classified.milliseconds, audit };
  return { versionId, maskSource, findings, classified, outcomes, timing };
}

async function prepare(models: Models, { segmenter, manifest }: ClassifierSpec, work: Work): Promise<Prepared> {
  const started = performance.now();
  const delivered = Object.keys(work.uploads).length > 0;
  if (!delivered && segmenter === null && manifest.segmenter !== undefined) {
    throw new AppError('unavailable', `segmenter ${manifest.segmenter} is not registered`);
  }
  const segment = delivered || segmenter === null ? null : await models.segmenter(segmenter);
  const named = segment === null || segmenter === null ? null : { name: segmenter.name, segment: segment.segment };
  const zones = await zonesOf(work.radiograph, work.uploads, named);
  const masks = await encodeAll(zones);
  return { zones, masks, milliseconds: performance.now() - started };
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

async function uploadsOf(store: Pick<FileStore, 'get'>, { uploads }: ComputeTask): Promise<ZoneMasks> {
  const masks: ZoneMasks = {};
  for (const { zone, sha256 } of uploads) masks[zone] = await decodeMask(await store.get(sha256));
  return masks;
}
