import { decodeImage } from '@/server/image/decode';
import type { Radiograph } from '@/server/image/radiograph';
import { type Classifier, openClassifier } from '@/server/inference/classifier';
import { openSegmenter, type Segmenter } from '@/server/inference/segmenter';
import { type ImageFacts, NO_FACTS } from '@/server/model/imageFacts';
import type { FileStore } from '@/server/store/fileStore';
import { outcomesOf } from '../result';
import { openShippedSegmenter, type ShippedSegmenter } from '../shippedSegmenter';
import { editImage } from './editImage';
import { openCache } from './openCache';
import { openPerturbed, type Perturbed } from './openPerturbed';
import { openShared } from './openShared';
import {
  type Delivered,
  deliveredMasks,
  maskSourceOf,
  type Prepared,
  prepareZones,
  type Segmenters,
} from './prepareZones';
import { type PreparedImage, prepareImage, readPerturbed } from './readPerturbed';
import { openSaliencySteps } from './saliencySteps';
import type { ClassifierSpec, ComputeAnswer, Computer, ComputeTask, Reading } from './task';

/** Models that one computer keeps open, of each kind. DenseNet-121 takes about 90 MB. */
const MOST_OPEN = 8;

/** Images that many such networks read, one after the other: 40 MB of planes at 224 × 224. */
const MOST_PREPARED = 64;

type Work = {
  radiograph: Radiograph;
  facts: ImageFacts;
  delivered: Delivered;
  prepared: Map<string, Promise<Prepared>>;
  /** Milliseconds. */
  decode: number;
};

type Models = Segmenters & { classifier(spec: ClassifierSpec): Promise<Classifier> };

/**
 * Everything between a stored file and what is written about it: decode, masks, forward passes, ledgers. Each model
 * runs on `threads` threads (1 is best when several computers share the cores).
 */
export function openComputer(store: Pick<FileStore, 'get'>, threads: number): Computer {
  const classifiers = openCache<Classifier>(MOST_OPEN);
  const segmenters = openCache<Segmenter>(MOST_OPEN);
  const perturbed = openShared<Perturbed>();
  const prepared = openCache<PreparedImage>(MOST_PREPARED);
  let shipped: Promise<ShippedSegmenter | null> | undefined;
  const models: Models = {
    shipped: () => {
      shipped ??= openShippedSegmenter(threads);
      return shipped;
    },
    classifier: ({ versionId, sha256, manifest }) =>
      classifiers(versionId, async () => openClassifier(await store.get(sha256), manifest, { threads })),
    segmenter: ({ versionId, sha256, manifest }) =>
      segmenters(versionId, async () => openSegmenter(await store.get(sha256), manifest, { threads })),
  };
  return {
    compute: (task) => compute(store, models, task),
    saliency: openSaliencySteps(store, threads),
    edit: async (task) => editImage(store, await models.classifier(task.classifier), task),
    perturb: async (task) => {
      const { classifier, request, weights } = task;
      const { versionId, manifest } = classifier;
      const image = await prepared(JSON.stringify([versionId, task.image]), () => prepareImage(store, task));
      return perturbed(
        JSON.stringify([versionId, request, weights]),
        async () => openPerturbed(await store.get(classifier.sha256), manifest, { request, weights, threads }),
        (network) => readPerturbed(store, network, image, task),
      );
    },
  };
}

async function compute(store: Pick<FileStore, 'get'>, models: Models, task: ComputeTask): Promise<ComputeAnswer> {
  const started = performance.now();
  const radiograph = await decodeImage(await store.get(task.fileSha256));
  const decode = performance.now() - started;
  const work: Work = {
    radiograph,
    facts: task.facts ?? NO_FACTS,
    delivered: await deliveredMasks(store, task),
    prepared: new Map(),
    decode,
  };
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
  const { radiograph, delivered } = work;
  const maskSource = await maskSourceOf(models, spec, delivered);
  const preparing = work.prepared.get(maskSource) ?? prepareZones(models, spec, radiograph, delivered, maskSource);
  work.prepared.set(maskSource, preparing);
  const { zones, issues, milliseconds } = await preparing;
  const classified = await classifier.classify(radiograph, work.facts);
  const started = performance.now();
  const outcomes = outcomesOf(findings, classified, zones, { maskSource, issues });
  const audit = performance.now() - started;
  const timing = { decode: work.decode, zones: milliseconds, classify: classified.milliseconds, audit };
  return { versionId, maskSource, maskIssues: issues, findings, classified, outcomes, timing };
}
