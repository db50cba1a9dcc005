/** What the form asks; empty means not known and is left out. */
export type MetadataFields = {
  site: string;
  department: string;
  viewPosition: string;
  portable: string;
  patientSex: string;
  patientAge: string;
};

export const NO_METADATA: MetadataFields = {
  site: '',
  department: '',
  viewPosition: '',
  portable: '',
  patientSex: '',
  patientAge: '',
};

/** The `metadata` part of an upload (JSON), or null when nothing is known. */
export function metadataJson(fields: MetadataFields): string | null {
  const { site, department, viewPosition, portable, patientSex, patientAge } = fields;
  const known = {
    ...(site.trim() !== '' && { site: site.trim() }),
    ...(department.trim() !== '' && { department: department.trim() }),
    ...(viewPosition !== '' && { viewPosition }),
    ...(portable !== '' && { portable: portable === 'true' }),
    ...(patientSex !== '' && { patientSex }),
    ...(patientAge.trim() !== '' && { patientAge: Number(patientAge) }),
  };
  return Object.keys(known).length === 0 ? null : JSON.stringify(known);
}
