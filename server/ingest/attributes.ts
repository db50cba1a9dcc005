import type { DicomAttributes } from '@/server/dicom/attributes';
import { instant } from '@/server/problem/instant';
import type { KeyedHash } from './keyedHash';
import type { InstanceMetadata } from './metadata';

export const UNKNOWN_SITE = 'unknown';

/** What is kept of an instance beside its pixels; identifiers only as keyed hashes. */
export type InstanceAttributes = {
  site: string;
  department: string | null;
  scanner: string | null;
  viewPosition: string | null;
  bodyPart: string | null;
  portable: boolean | null;
  /** Null when the file does not say, as PNG and JPEG never do. */
  burnedInAnnotation: boolean | null;
  reportedBy: string | null;
  patientKey: string | null;
  patientSex: string | null;
  patientAge: number | null;
  acquiredAt: Date | null;
  modality: string | null;
};

/** The sender's metadata wins over the file's header; patients of different sites are different patients. */
export function mergeAttributes(
  metadata: InstanceMetadata,
  header: DicomAttributes | null,
  hash: KeyedHash,
): InstanceAttributes {
  const site = metadata.site ?? UNKNOWN_SITE;
  const headerTime = instant.safeParse(header?.acquiredAt).data ?? null;
  const acquiredAt = metadata.acquiredAt ?? headerTime;
  return {
    site,
    department: metadata.department ?? header?.department ?? null,
    scanner: metadata.scanner ?? header?.scanner ?? null,
    viewPosition: metadata.viewPosition ?? header?.viewPosition ?? null,
    bodyPart: header?.bodyPartExamined ?? null,
    portable: metadata.portable ?? null,
    burnedInAnnotation: header?.burnedInAnnotation ?? null,
    reportedBy: metadata.reportedBy === undefined ? null : hash(`reader:${site}:${metadata.reportedBy}`),
    patientKey:
      metadata.patientId === undefined ? (header?.patientKey ?? null) : hash(`patient:${site}:${metadata.patientId}`),
    patientSex: metadata.patientSex ?? header?.patientSex ?? null,
    patientAge: deidentifiedAge(metadata.patientAge ?? header?.patientAge ?? null),
    acquiredAt: acquiredAt === null ? null : new Date(acquiredAt),
    modality: header?.modality ?? null,
  };
}

/** 90 stands for 90 and over: higher ages point at people (HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)(C)). */
const deidentifiedAge = (age: number | null): number | null => (age === null ? null : Math.min(90, age));
