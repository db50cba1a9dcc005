import type { DataSet } from 'dicom-parser';
import { AppError } from '@/server/problem/appError';
import { elementValue } from './elements';

const STORAGE = '1.2.840.10008.5.1.4.1.1';

/** Storage classes that carry a radiograph meant for presentation (PS3.4, table B.5-1). */
const ACCEPTED_CLASSES = [`${STORAGE}.1`, `${STORAGE}.1.1`, `${STORAGE}.7`, `${STORAGE}.7.2`, `${STORAGE}.7.3`];

const ACCEPTED_MODALITIES = ['CR', 'DX', 'DR'];

/** What else arrives by mistake, in words for the refusal. */
const OTHER_CLASSES: Record<string, string> = {
  [`${STORAGE}.1.1.1`]: 'Digital X-Ray For Processing (raw detector data; send the For Presentation image)',
  [`${STORAGE}.1.2`]: 'Digital Mammography',
  [`${STORAGE}.1.2.1`]: 'Digital Mammography For Processing',
  [`${STORAGE}.1.3`]: 'Digital Intra-Oral X-Ray',
  [`${STORAGE}.2`]: 'CT',
  [`${STORAGE}.2.1`]: 'Enhanced CT',
  [`${STORAGE}.4`]: 'MR',
  [`${STORAGE}.4.1`]: 'Enhanced MR',
  [`${STORAGE}.3.1`]: 'Ultrasound Multi-frame',
  [`${STORAGE}.6.1`]: 'Ultrasound',
  [`${STORAGE}.11.1`]: 'Grayscale Softcopy Presentation State (PR)',
  [`${STORAGE}.12.1`]: 'X-Ray Angiographic',
  [`${STORAGE}.12.2`]: 'X-Ray Radiofluoroscopic',
  [`${STORAGE}.20`]: 'Nuclear Medicine',
  [`${STORAGE}.66.4`]: 'Segmentation',
  [`${STORAGE}.88.11`]: 'Basic Text SR',
  [`${STORAGE}.88.22`]: 'Enhanced SR',
  [`${STORAGE}.88.33`]: 'Comprehensive SR',
  [`${STORAGE}.88.59`]: 'Key Object Selection',
  [`${STORAGE}.88.67`]: 'X-Ray Radiation Dose SR',
  [`${STORAGE}.104.1`]: 'Encapsulated PDF',
  [`${STORAGE}.128`]: 'PET',
  [`${STORAGE}.481.1`]: 'RT Image',
  '1.2.840.10008.1.3.10': 'DICOMDIR',
};

const OTHER_MODALITIES = [
  'CT',
  'MR',
  'PR',
  'SR',
  'US',
  'NM',
  'PT',
  'MG',
  'RF',
  'XA',
  'KO',
  'SEG',
  'OT',
  'SC',
  'IO',
  'PX',
];

function refuse(what: string): never {
  throw new AppError(
    'unsupported-media',
    `DICOM object: ${what}; accepted: CR and DX images for presentation, and secondary captures of modality CR, DX or DR`,
  );
}

/**
 * Throws `unsupported-media` unless the object is a computed or digital radiograph. Both the storage class (SOP Class
 * UID, or the file header's when the data set has none) and Modality must agree as far as they are present;
 * a secondary capture needs the modality, and one of the two must be there.
 */
export function requireRadiograph(dataSet: DataSet): void {
  const sopClass = elementValue(dataSet, 'x00080016') || elementValue(dataSet, 'x00020002');
  const modality = elementValue(dataSet, 'x00080060').toUpperCase();
  if (sopClass !== '' && !ACCEPTED_CLASSES.includes(sopClass))
    refuse(OTHER_CLASSES[sopClass] ?? 'another storage class');
  if (modality !== '' && !ACCEPTED_MODALITIES.includes(modality)) {
    refuse(OTHER_MODALITIES.includes(modality) ? `modality ${modality}` : 'another modality');
  }
  const saysRadiograph = modality !== '' || (sopClass !== '' && !sopClass.startsWith(`${STORAGE}.7`));
  if (!saysRadiograph) refuse('neither the storage class nor Modality (0008,0060) says that it is a radiograph');
}
