import sharp from 'sharp';
import { maskArea } from '@/server/audit/maskArea';
import { areaResize } from '@/server/image/areaResize';
import { decodeImage } from '@/server/image/decode';
import type { Radiograph } from '@/server/image/radiograph';
import { checkPreprocessing, type SampleImage } from '@/server/inference/checkPreprocessing';
import { openClassifier } from '@/server/inference/classifier';
import { openSegmenter } from '@/server/inference/segmenter';
import type { ImageFacts } from '@/server/model/imageFacts';
import type { ClassifierManifest, Manifest } from '@/server/model/manifest';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { PHANTOM_SITES } from '@/server/phantom/study';
import type { Trial, TrialFound } from './trial';

/** Milliseconds for making images ready and for the preprocessing check: together less than half of what there is. */
const READY_MS = 8_000;
const CHECK_MS = 12_000;

/** Side to which images are shrunk before they are fed in all the usual ways. */
const SAMPLE_SIDE = 512;

const PHANTOMS = 8;
const PHANTOM_SIDE = 256;

type Ready = SampleImage & { instanceId: string | null };

/**
 * Tries an inspected model on images: reads the first as the audit will, and feeds all of them in the usual ways. Images
 * that cannot be decoded, or not in time, are left out.
 *
 * @param manifest as the inspection filled it in
 */
export async function runTrial(bytes: Uint8Array, manifest: Manifest, trial: Trial): Promise<TrialFound> {
  const stored = await decodeAll(trial);
  const images = stored.length > 0 ? stored : phantoms();
  const [first] = images;
  const nothing = { proposed: false, warnings: [], preprocessing: null, image: null, map: null, milliseconds: null };
  const masks = trial.reads && first ? await masksOn(first.radiograph, bytes, manifest, trial) : null;
  if (manifest.kind === 'segmenter' || first === undefined) return { ...nothing, masks };
  const read = trial.reads ? await readFirst(bytes, manifest, first) : {};
  const samples = images.map(({ radiograph, facts }) => ({ radiograph: shrunk(radiograph), facts }));
  const { warnings, ...checked } = await checkPreprocessing(bytes, manifest, samples, { milliseconds: CHECK_MS });
  const preprocessing = { ...checked, source: stored.length > 0 ? ('stored' as const) : ('phantom' as const) };
  return { ...nothing, ...read, masks, preprocessing, warnings };
}

async function decodeAll({ images }: Trial): Promise<Ready[]> {
  const end = performance.now() + READY_MS;
  const ready: Ready[] = [];
  for (const { instanceId, bytes, facts } of images) {
    if (performance.now() > end && ready.length > 0) break;
    const radiograph = await decodeImage(Buffer.from(bytes)).catch(() => null);
    if (radiograph === null) continue;
    // Only the first is read as it is.
    ready.push({ instanceId, facts, radiograph: ready.length === 0 ? radiograph : shrunk(radiograph) });
  }
  return ready;
}

/** Where nothing is stored yet: drawn patients of all sites, half of them ill. */
function phantoms(): Ready[] {
  const end = performance.now() + READY_MS;
  const ready: Ready[] = [];
  for (let seed = 1; seed <= PHANTOMS && (ready.length === 0 || performance.now() < end); seed += 1) {
    const site = PHANTOM_SITES[seed % PHANTOM_SITES.length] ?? 'A';
    const truths = { Pneumonia: seed % 2 === 0 ? 0 : 1, Cardiomegaly: seed % 4 < 2 ? 0 : 1 } as const;
    const study = drawStudy(seed, { site, mode: 'LOCAL', truths });
    const { patientAge, patientSex, viewPosition, portable } = study;
    const facts: ImageFacts = { patientAge, patientSex, viewPosition, portable };
    const pixels = Float32Array.from(renderPhantom(study, PHANTOM_SIDE).pixels);
    ready.push({ instanceId: null, facts, radiograph: { height: PHANTOM_SIDE, width: PHANTOM_SIDE, pixels } });
  }
  return ready;
}

function shrunk(radiograph: Radiograph): Radiograph {
  const { height, width, pixels } = radiograph;
  const scale = SAMPLE_SIDE / Math.max(height, width);
  if (scale >= 1) return radiograph;
  const size: [number, number] = [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
  return { height: size[0], width: size[1], pixels: areaResize(pixels, [height, width], size) };
}

async function readFirst(bytes: Uint8Array, manifest: ClassifierManifest, { radiograph, facts, instanceId }: Ready) {
  const classifier = await openClassifier(bytes, manifest);
  try {
    // The first pass also makes buffers ready; the second is what every image will take.
    const { probabilities, logits, cams } = await classifier.classify(radiograph, facts);
    const { milliseconds } = await classifier.classify(radiograph, facts);
    const findings = manifest.findings.map(({ name }, i) => ({
      name,
      probability: probabilities[i] ?? 0,
      logit: logits[i] ?? 0,
    }));
    const highest = probabilities.reduce((best, value, i) => (value > (probabilities[best] ?? 0) ? i : best), 0);
    const { height, width } = radiograph;
    const png = instanceId === null ? await pngOf(radiograph) : null;
    const cells = (cams?.height ?? 0) * (cams?.width ?? 0);
    const map = cams && {
      height: cams.height,
      width: cams.width,
      finding: manifest.findings[highest]?.name ?? '',
      values: [...cams.values.subarray(highest * cells, (highest + 1) * cells)],
    };
    return { image: { instanceId, width, height, findings, png }, map, milliseconds };
  } finally {
    await classifier.dispose();
  }
}

async function pngOf({ height, width, pixels }: Radiograph): Promise<string> {
  const grey = Uint8Array.from(pixels, Math.round);
  const raw = { width, height, channels: 1 } as const;
  return (await sharp(grey, { raw }).toColourspace('b-w').png().toBuffer()).toString('base64');
}

/** Masks of the image by the version's segmenter, or by the model itself when it is one; raw, as they come out. */
async function masksOn(radiograph: Radiograph, bytes: Uint8Array, manifest: Manifest, { segmenter }: Trial) {
  const own =
    manifest.kind === 'segmenter' ? { name: `${manifest.name}@${manifest.version}`, manifest, bytes } : segmenter;
  if (own === null) return null;
  const opened = await openSegmenter(own.bytes, own.manifest);
  try {
    const { height, width } = shrunk(radiograph);
    const found = await opened.segment(radiograph, [height, width]);
    return found.map(({ zone, mask }) => ({ zone, source: own.name, area: maskArea(mask) / (height * width) }));
  } finally {
    await opened.dispose();
  }
}
