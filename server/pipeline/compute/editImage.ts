import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import { EDIT_KINDS, type Edited, type EditKind, type EditSubject } from '@/server/edit/edit';
import { eraseFrame } from '@/server/edit/eraseFrame';
import { eraseMarker } from '@/server/edit/eraseMarker';
import { seededRandom } from '@/server/edit/seededRandom';
import { shamErase } from '@/server/edit/shamErase';
import { swapOverlay } from '@/server/edit/swapOverlay';
import type { Radiograph } from '@/server/image/radiograph';
import { renderPng } from '@/server/image/render';
import type { Classification, Classifier } from '@/server/inference/classifier';
import type { FileStore } from '@/server/store/fileStore';
import type { RegisteredFinding } from '../result';
import type { Answered, EditAnswer, EditedPicture, EditTask, MaskedImage } from './editTask';
import { readSubject } from './readSubject';

/**
 * All edits of one case: each picture is decoded once, and the version answers the same plane unedited and edited. A
 * donor whose file cannot be read is none.
 * @throws what reading the image itself throws
 */
export async function editImage(
  store: Pick<FileStore, 'get'>,
  classifier: Classifier,
  task: EditTask,
): Promise<EditAnswer> {
  const subject = await readSubject(store, task.image);
  const { findings } = task.classifier;
  const classify = (raster: Radiograph) => classifier.classify(raster, task.image.facts);
  const before = answeredOf(await classify(subject.raster), findings);
  const donors = { other: await donorOf(store, task.other), same: await donorOf(store, task.same) };
  const edits: EditAnswer['edits'] = [];
  for (const kind of EDIT_KINDS) {
    const edited = make(kind, subject, donors, task.seed);
    const picture = edited.outcome === 'edited' ? await answerOf(edited, classify, findings) : null;
    edits.push({ kind, outcome: edited.outcome, picture });
  }
  return { before, edits };
}

type Donors = { other: EditSubject | null; same: EditSubject | null };

function make(kind: EditKind, subject: EditSubject, donors: Donors, seed: string): Edited {
  switch (kind) {
    case 'marker-erase':
      return eraseMarker(subject);
    case 'marker-sham':
      return shamErase(subject, seededRandom(seed));
    case 'swap-other':
      return swap(subject, donors.other);
    case 'swap-same':
      return swap(subject, donors.same);
    case 'frame-erase':
      return eraseFrame(subject);
  }
}

const swap = (subject: EditSubject, donor: EditSubject | null): Edited =>
  donor === null ? { outcome: 'no-donor', raster: null, changed: null } : swapOverlay(subject, donor);

const donorOf = (store: Pick<FileStore, 'get'>, image: MaskedImage | null): Promise<EditSubject | null> =>
  image === null ? Promise.resolve(null) : readSubject(store, image).catch(() => null);

async function answerOf(
  { raster, changed }: Extract<Edited, { outcome: 'edited' }>,
  classify: (raster: Radiograph) => ReturnType<Classifier['classify']>,
  findings: RegisteredFinding[],
): Promise<EditedPicture> {
  const { height, width } = raster;
  const after = answeredOf(await classify(raster), findings);
  const png = await renderPng(raster);
  return { height, width, area: maskArea(changed) / (height * width), box: boxOf(changed), png, after };
}

/** The smallest box around a mask that is not empty, as shares of its width and height. */
function boxOf({ height, width, data }: Mask): EditedPicture['box'] {
  const [rows, columns] = [new Set<number>(), new Set<number>()];
  for (let i = data.indexOf(1); i !== -1; i = data.indexOf(1, i + 1)) {
    rows.add(Math.floor(i / width));
    columns.add(i % width);
  }
  const [top, left] = [Math.min(...rows), Math.min(...columns)];
  const [bottom, right] = [Math.max(...rows) + 1, Math.max(...columns) + 1];
  return {
    x: left / width,
    y: top / height,
    width: (right - left) / width,
    height: (bottom - top) / height,
  };
}

/** In the findings' order, as everything that is stored of them. */
function answeredOf(classified: Classification, findings: RegisteredFinding[]): Answered {
  const { cams } = classified;
  const pick = (values: Float32Array) => Float32Array.from(findings, ({ channel }) => values[channel] ?? Number.NaN);
  return {
    probabilities: pick(classified.probabilities),
    logits: pick(classified.logits),
    embedding: classified.embedding,
    maps: cams === null ? null : { ...cams, values: mapsOf(cams, findings) },
  };
}

function mapsOf(cams: NonNullable<Classification['cams']>, findings: RegisteredFinding[]): Float32Array {
  const cells = cams.height * cams.width;
  const values = new Float32Array(findings.length * cells);
  for (const [index, { channel }] of findings.entries()) {
    values.set(cams.values.subarray(channel * cells, (channel + 1) * cells), index * cells);
  }
  return values;
}
