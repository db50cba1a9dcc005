import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import {
  buildDicom,
  IMPLICIT,
  radiographElements,
  sixteenBits,
  type TestElement,
} from '@/server/dicom/testing/buildDicom';
import { LINEAR_HEADS, OTHER_HEADS, SIDE } from '@/server/onnx/testing/headVariants';
import { writeChunk } from './mutatePng';

/** A patient who does not exist; whatever of this turns up anywhere behind the door has leaked. */
export const PLANTED = { name: 'Quillfeather^Zenobia', id: 'PHI-4711-ZQ', reader: 'Dr Quillfeather' };

/** What must not be found: parts of the above, and of the patient in the DICOM test files. */
export const SECRETS = ['Quillfeather', 'PHI-4711-ZQ', 'Doe^Jane'];

/** Sound files that mutations start from; small, so that many are tried. */
export type Seeds = { png: Buffer[]; jpeg: Buffer[]; dicom: Buffer[]; mask: Buffer[]; onnx: Buffer[] };

const DICOM_FILES = join(import.meta.dirname, '../dicom/testing/files');

export async function openSeeds(): Promise<Seeds> {
  const files = readdirSync(DICOM_FILES).filter((name) => name.endsWith('.dcm'));
  return {
    png: await pngs(),
    jpeg: await jpegs(),
    dicom: [...files.map((name) => readFileSync(join(DICOM_FILES, name))), ...built()],
    mask: [await mask(32), await mask(64)],
    onnx: [...LINEAR_HEADS, ...OTHER_HEADS].map(({ bytes }) => Buffer.from(bytes)),
  };
}

/** Pixels of a smooth pattern with some noise, [48, 64, channels]. */
function pattern(channels: 1 | 3 | 4) {
  const data = Uint8Array.from({ length: 64 * 48 * channels }, (_, i) => (i * 7 + ((i * i) % 31)) % 256);
  return sharp(data, { raw: { width: 64, height: 48, channels } });
}

async function pngs(): Promise<Buffer[]> {
  const plain = [
    pattern(1).toColourspace('b-w').png(),
    pattern(1).toColourspace('grey16').png(),
    pattern(3).png({ progressive: true }),
    pattern(4).png(),
    pattern(3).png({ palette: true, colours: 16 }),
  ];
  const files = await Promise.all(plain.map((picture) => picture.toBuffer()));
  const text = writeChunk({ type: 'tEXt', data: Buffer.from(`Patient\0${PLANTED.name} ${PLANTED.id}`, 'latin1') });
  return files.map((file) => Buffer.concat([file.subarray(0, 33), text, file.subarray(33)]));
}

async function jpegs(): Promise<Buffer[]> {
  const plain = [
    pattern(1).toColourspace('b-w').jpeg(),
    pattern(3).jpeg({ progressive: true }),
    pattern(3).jpeg({ chromaSubsampling: '4:4:4', optimiseScans: true, progressive: true }),
    pattern(3)
      .withExif({ IFD0: { ImageDescription: PLANTED.name } })
      .jpeg(),
  ];
  return Promise.all(plain.map((picture) => picture.toBuffer()));
}

function built(): Buffer[] {
  const patient: TestElement[] = [
    { tag: '00100010', vr: 'PN', value: PLANTED.name },
    { tag: '00100020', vr: 'LO', value: PLANTED.id },
    { tag: '00185101', vr: 'CS', value: 'PA' },
    { tag: '00081090', vr: 'LO', value: 'Model 7' },
  ];
  const values = Array.from({ length: 256 }, (_, i) => (i * 13) % 256);
  return [
    buildDicom(radiographElements(values, patient)),
    buildDicom(radiographElements(values, [...patient, ...sixteenBits(12)])),
    buildDicom(radiographElements(values, patient), { syntax: IMPLICIT }),
    buildDicom(radiographElements(values, patient), { start: 'bare' }),
  ];
}

function mask(side: number): Promise<Buffer> {
  const data = Uint8Array.from({ length: side * side }, (_, i) =>
    i % side > side / 4 && i % side < side / 2 ? 255 : 0,
  );
  return sharp(data, { raw: { width: side, height: side, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

/** A manifest that fits the first ONNX seed; `name` tells versions apart. */
export const soundManifest = (name: string) => ({
  name,
  version: '1',
  kind: 'classifier',
  input: { size: [SIDE, SIDE], channels: 1, range: [0, 1], mean: [0.5], std: [0.25] },
  output: { activation: 'sigmoid' },
  findings: [
    { name: 'Cardiomegaly', baseline: 0.15, anatomy: ['heart'] },
    { name: 'Pneumonia', baseline: 0.18, anatomy: ['lungs'], threshold: 0.4 },
    { name: 'Other' },
  ],
});

export const SOUND_METADATA = {
  site: 'North',
  department: 'Emergency',
  scanner: 'Maker 1',
  viewPosition: 'PA',
  portable: false,
  reportedBy: PLANTED.reader,
  patientId: PLANTED.id,
  patientSex: 'F',
  patientAge: 61,
  acquiredAt: '2026-03-01T10:00:00Z',
  truths: { Pneumonia: 1, Cardiomegaly: 0 },
};
