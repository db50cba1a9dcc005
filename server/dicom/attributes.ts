import type { DataSet } from 'dicom-parser';
import { offsetMinutes, toIsoUtc } from './dicomTime';
import { elementText, elementValue } from './elements';

export type IdentifierKind = 'study' | 'series' | 'patient';

/**
 * One-way name of an identifier: a keyed hash. The kind is passed so that a patient and an accession number of the
 * same digits can get different names, and so that the caller can say which of them are names within a site only.
 */
export type IdentifierHash = (text: string, kind: IdentifierKind) => string;

/** All that is kept of a DICOM header. Everything that is not listed here is dropped when the file is read. */
export type DicomAttributes = {
  modality: string | null;
  viewPosition: string | null;
  bodyPartExamined: 'CHEST' | 'OTHER' | null;
  patientSex: 'M' | 'F' | 'O' | null;
  /** Completed years, 0 to 130. */
  patientAge: number | null;
  /** ISO 8601, UTC. */
  acquiredAt: string | null;
  /** Manufacturer and model name. */
  scanner: string | null;
  department: string | null;
  /** Burned In Annotation (0028,0301): text that may name the patient is part of the picture. Null when not said. */
  burnedInAnnotation: boolean | null;
  /** Keyed hashes of Study and Series Instance UID and Patient ID. */
  studyKey: string | null;
  seriesKey: string | null;
  patientKey: string | null;
};

const LONGEST_TEXT = 64;

/** A code string (VR CS, PS3.5 table 6.2-1); anything else in its place might be a name, so it is dropped. */
function readCode(dataSet: DataSet, tag: string): string | null {
  const text = elementValue(dataSet, tag).toUpperCase();
  return /^[A-Z0-9_ ]{1,16}$/.test(text) ? text : null;
}

/** Single-spaced text without control characters, at most 64 characters; null when nothing is left. */
function readLabel(dataSet: DataSet, tag: string): string | null {
  const clean = elementValue(dataSet, tag)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return clean === '' ? null : [...clean].slice(0, LONGEST_TEXT).join('').trim();
}

function readKey(dataSet: DataSet, tag: string, hash: IdentifierHash, kind: IdentifierKind): string | null {
  const text = elementText(dataSet, tag).trim();
  return text === '' ? null : hash(text, kind);
}

function readSex(dataSet: DataSet): DicomAttributes['patientSex'] {
  const text = elementValue(dataSet, 'x00100040').toUpperCase();
  return text === 'M' || text === 'F' || text === 'O' ? text : null;
}

const UNITS_PER_YEAR: Record<string, number> = { D: 365.25, W: 365.25 / 7, M: 12, Y: 1 };

/** Patient's Age, `nnnD`, `nnnW`, `nnnM` or `nnnY`, in completed years. The birth date is not on the list. */
function readAge(dataSet: DataSet): number | null {
  const [, count, unit = ''] = /^(\d{1,3})([DWMY])$/.exec(elementValue(dataSet, 'x00101010').toUpperCase()) ?? [];
  const years = Math.floor(Number(count) / (UNITS_PER_YEAR[unit] ?? 1));
  return years >= 0 && years <= 130 ? years : null;
}

/** Date and time elements by preference: acquisition, content, study. */
const MOMENTS = [
  ['x00080022', 'x00080032'],
  ['x00080023', 'x00080033'],
  ['x00080020', 'x00080030'],
] as const;

/** The first moment with a real date. Without Timezone Offset From UTC (0008,0201) the clock is taken to show UTC. */
function readAcquiredAt(dataSet: DataSet): string | null {
  const offset = offsetMinutes(elementValue(dataSet, 'x00080201')) ?? 0;
  for (const [date, time] of MOMENTS) {
    const moment = toIsoUtc(elementValue(dataSet, date), elementValue(dataSet, time), offset);
    if (moment !== null) return moment;
  }
  return null;
}

/** "Maker model"; the maker is not said twice when the model name begins with it. */
function readScanner(dataSet: DataSet): string | null {
  const maker = readLabel(dataSet, 'x00080070');
  const model = readLabel(dataSet, 'x00081090');
  if (maker === null || model === null) return maker ?? model;
  const name = model.toLowerCase().startsWith(maker.toLowerCase()) ? model : `${maker} ${model}`;
  return [...name].slice(0, LONGEST_TEXT).join('').trim();
}

/** Copies the allow-list and nothing else; identifiers only as keyed hashes. Absent or unusable values are null. */
export function readAttributes(dataSet: DataSet, keyedHash: IdentifierHash): DicomAttributes {
  return {
    modality: readCode(dataSet, 'x00080060'),
    viewPosition: readViewPosition(dataSet),
    bodyPartExamined: readBodyPart(dataSet),
    patientSex: readSex(dataSet),
    patientAge: readAge(dataSet),
    acquiredAt: readAcquiredAt(dataSet),
    scanner: readScanner(dataSet),
    department: readLabel(dataSet, 'x00081040'),
    burnedInAnnotation: readBurnedIn(dataSet),
    studyKey: readKey(dataSet, 'x0020000d', keyedHash, 'study'),
    seriesKey: readKey(dataSet, 'x0020000e', keyedHash, 'series'),
    patientKey: readKey(dataSet, 'x00100020', keyedHash, 'patient'),
  };
}

/** View Position as chest radiographs have it (PS3.3 C.8.1.1, C.8.11.5); a code that is none of them is not known. */
const VIEW_POSITIONS = new Set([
  'AP',
  'PA',
  'LL',
  'RL',
  'LLD',
  'RLD',
  'LLO',
  'RLO',
  'LAO',
  'RAO',
  'LPO',
  'RPO',
  'LATERAL',
  'LAT',
]);

function readViewPosition(dataSet: DataSet): string | null {
  const code = readCode(dataSet, 'x00185101');
  return code !== null && VIEW_POSITIONS.has(code) ? code : null;
}

/** Only whether it is the chest matters, so only that is kept. */
function readBodyPart(dataSet: DataSet): 'CHEST' | 'OTHER' | null {
  const code = readCode(dataSet, 'x00180015');
  if (code === null) return null;
  return /CHEST|THORAX|LUNG/.test(code) ? 'CHEST' : 'OTHER';
}

/** YES or NO (PS3.3 C.7.6.1.1.7); most files do not say. */
function readBurnedIn(dataSet: DataSet): boolean | null {
  const code = readCode(dataSet, 'x00280301');
  return code === 'YES' || code === 'NO' ? code === 'YES' : null;
}
