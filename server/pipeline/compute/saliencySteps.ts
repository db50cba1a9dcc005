import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import { partitionZones } from '@/server/audit/partitionZones';
import { ZONES } from '@/server/audit/zone';
import { decodeImage } from '@/server/image/decode';
import { nearestResize } from '@/server/image/nearestResize';
import { preprocess } from '@/server/inference/preprocess';
import { planOf } from '@/server/saliency/planOf';
import { answersOf } from '@/server/saliency/runPlan';
import { groupsOfPartition } from '@/server/saliency/saliencyGroups';
import type { SaliencyPlan, SaliencySubject } from '@/server/saliency/saliencyPlan';
import type { FileStore } from '@/server/store/fileStore';
import { openCache } from './openCache';
import { readMasks } from './readSubject';
import { openSaliencyModel, type SaliencyModel } from './saliencyModel';
import type { SaliencyAnswered, SaliencyTask } from './saliencyTask';

/** Models that are kept open for methods, and images that are being worked on. */
const MOST_MODELS = 2;
const MOST_IMAGES = 4;

type Store = Pick<FileStore, 'get'>;
type Begun = { subject: SaliencySubject; plan: SaliencyPlan; dispose(): Promise<void> };

/**
 * Does the steps of methods on images. What a step needs is made again where it is not at hand, so that any thread may
 * do any step.
 */
export function openSaliencySteps(store: Store, threads: number): (task: SaliencyTask) => Promise<SaliencyAnswered> {
  const models = openCache<SaliencyModel>(MOST_MODELS);
  const begun = openCache<Begun>(MOST_IMAGES);
  return async (task) => {
    const { versionId, sha256, manifest } = task.classifier;
    const { method, parameters } = task.request;
    const model = await models(`${versionId} ${method}`, async () =>
      openSaliencyModel(await store.get(sha256), manifest, method, { threads }),
    );
    const key = JSON.stringify([versionId, method, parameters, task.image]);
    const { plan, subject } = await begun(key, () => begin(store, model, task));
    const { step } = task;
    const forward = model.forwardOf(task.image.facts);
    switch (step.kind) {
      case 'begin':
        return { kind: 'begin', forwards: plan.forwards, batch: forward.batch, findings: subject.findings };
      case 'answer':
        return { kind: 'answer', logits: await answersOf(plan, subject.plane, forward, step.from, step.to) };
      case 'combine':
        return { kind: 'combine', maps: plan.combine(step.answers) };
    }
  };
}

async function begin(store: Store, model: SaliencyModel, task: SaliencyTask): Promise<Begun> {
  const { image, request } = task;
  const { input } = task.classifier.manifest;
  const plane = preprocess(await decodeImage(await store.get(image.fileSha256)), input);
  const groups = request.method === 'shapley' ? await groupsOf(await readMasks(store, image), input.size) : null;
  const subject = await model.subjectOf(plane, groups, image.facts);
  return { subject, plan: planOf(subject, request), dispose: () => Promise.resolve() };
}

/** Places in GROUPS of the pixels that the model is fed; what no mask has is rest. */
function groupsOf(masks: ZoneMasks, [height, width]: readonly [number, number]): Uint8Array {
  const sized: ZoneMasks = {};
  for (const zone of ZONES) {
    const mask = masks[zone];
    if (mask !== undefined) sized[zone] = nearestResize(mask, [height, width]);
  }
  return groupsOfPartition(partitionZones(height, width, sized));
}
