import { type AnatomyCoverage, type AnatomyFault, anatomyCoverage } from '@/server/audit/anatomyCoverage';
import { outsideShares } from '@/server/audit/outsideShares';
import { decodeImage } from '@/server/image/decode';
import { preprocess } from '@/server/inference/preprocess';
import type { FileStore } from '@/server/store/fileStore';
import type { RegisteredFinding } from '../result';
import { changeRadiograph } from './changeRadiograph';
import type { Perturbed, PerturbedMaps } from './openPerturbed';
import type { PerturbAnswer, PerturbedFinding, PerturbedReading, PerturbTask } from './perturbTask';
import { readMasks } from './readSubject';

type Store = Pick<FileStore, 'get'>;
type Coverage = AnatomyCoverage | AnatomyFault;
type Grid = { height: number; width: number };

/**
 * An image as one version is fed it, unchanged, and its anatomies on the grids that were asked for: what stays of it
 * while many networks read it. A 2048 × 2048 JPEG 2000 takes a second to decode; its plane is 600 kB.
 */
export type PreparedImage = {
  plane: Float32Array;
  coverage(finding: RegisteredFinding, grid: Grid): Promise<Coverage>;
  dispose(): Promise<void>;
};

export async function prepareImage(store: Store, { image, classifier }: PerturbTask): Promise<PreparedImage> {
  const radiograph = await decodeImage(await store.get(image.fileSha256));
  const plane = preprocess(radiograph, classifier.manifest.input);
  const known = new Map<string, Coverage>();
  return {
    plane,
    async coverage(finding, { height, width }) {
      const keyOf = ({ anatomy }: RegisteredFinding) => `${height} ${width} ${anatomy.join(' ')}`;
      if (!known.has(keyOf(finding))) {
        // The masks are many times larger than what is kept of them.
        const masks = await readMasks(store, image);
        for (const one of classifier.findings)
          known.set(keyOf(one), anatomyCoverage(masks, one.anatomy, height, width));
      }
      return known.get(keyOf(finding)) ?? 'mask_missing';
    },
    dispose: () => Promise.resolve(),
  };
}

/** The image through the network, once for each change. */
export async function readPerturbed(
  store: Store,
  network: Perturbed,
  prepared: PreparedImage,
  task: PerturbTask,
): Promise<PerturbAnswer> {
  if (network.refused !== null) return { refused: network.refused };
  const { input } = task.classifier.manifest;
  const changed = task.changes.some((change) => change !== null);
  const radiograph = changed ? await decodeImage(await store.get(task.image.fileSha256)) : null;
  const readings: PerturbedReading[] = [];
  for (const [index, change] of task.changes.entries()) {
    const plane =
      change === null || radiograph === null
        ? prepared.plane
        : preprocess(changeRadiograph(radiograph, change, input.size, `${task.seed} ${index}`), input);
    readings.push(await reading(await network.maps(plane, task.image.facts), prepared, task));
  }
  return { refused: null, readings };
}

async function reading(
  { height, width, values, logits }: PerturbedMaps,
  prepared: PreparedImage,
  { classifier: { findings }, turn }: PerturbTask,
): Promise<PerturbedReading> {
  const cells = height * width;
  const ordered = new Float32Array(findings.length * cells);
  const told: PerturbedFinding[] = [];
  for (const [index, finding] of findings.entries()) {
    const map = values.slice(finding.channel * cells, (finding.channel + 1) * cells);
    ordered.set(map, index * cells);
    told.push(share({ height, width, values: map }, await prepared.coverage(finding, { height, width }), turn));
  }
  return {
    maps: { height, width, values: ordered },
    logits: logits === null ? null : Float32Array.from(findings, ({ channel }) => logits[channel] ?? Number.NaN),
    findings: told,
  };
}

type Map2d = Grid & { values: Float32Array };

function share(map: Map2d, coverage: Coverage, turn: boolean): PerturbedFinding {
  const none = (undefinedReason: string) => ({ outsideShare: null, areaOutside: null, undefinedReason });
  if (map.values.length === 0 || !map.values.every(Number.isFinite)) return none('not_finite');
  if (typeof coverage === 'string') return none(coverage);
  const { outsideShare, areaOutside, undefinedReason } = outsideShares(turn ? turned(map) : map, coverage.dilated);
  if (outsideShare === null) return none(undefinedReason ?? 'no_positive_evidence');
  return { outsideShare, areaOutside, undefinedReason: null };
}

/**
 * Turned so that the sum is not negative, with a largest value of 1. Permuted weights shrink or blow activations up by
 * orders of magnitude, and which sign they give a finding is chance: heads of rare findings have more negative weights
 * than positive ones, so that most such maps would have no positive mass at all. Shares hang on neither.
 */
function turned({ height, width, values }: Map2d): Map2d {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const sign = values.reduce((sum, value) => sum + value, 0) < 0 ? -1 : 1;
  return { height, width, values: largest > 0 ? values.map((value) => (sign * value) / largest) : values };
}
