import { FIELDS, type Field } from './mapping';

/** Names of columns that say a field, in lower case without punctuation; the first that is there is taken. */
const NAMES: Record<Field, readonly string[]> = {
  externalId: [
    'externalid',
    'imageid',
    'imageindex',
    'instanceid',
    'dicomid',
    'image',
    'filename',
    'file',
    'path',
    'studyid',
  ],
  site: ['site', 'hospital', 'institution', 'dataset'],
  department: ['department', 'ward'],
  scanner: ['scanner', 'device', 'station', 'stationname', 'modelname'],
  viewPosition: ['viewposition', 'view', 'projection'],
  portable: ['portable', 'isportable'],
  reportedBy: ['reportedby', 'radiologist', 'reader'],
  patientId: ['patientid', 'patient', 'subjectid', 'subject', 'pid'],
  patientSex: ['patientsex', 'sex', 'patientgender', 'gender'],
  patientAge: ['patientage', 'age'],
  acquiredAt: ['acquiredat', 'acquisitiontime', 'acquisitiondate', 'studydatetime', 'studydate', 'timestamp', 'date'],
};

const PROBABILITIES = [
  'prob_{finding}',
  'probability_{finding}',
  'pred_{finding}',
  'score_{finding}',
  'p_{finding}',
  '{finding}_prob',
  '{finding}_score',
];
const TRUTHS = [
  'label_{finding}',
  'truth_{finding}',
  'target_{finding}',
  'y_{finding}',
  '{finding}_label',
  '{finding}_truth',
];
const LONG = {
  finding: ['finding', 'label', 'class', 'disease'],
  probability: ['probability', 'prob', 'score', 'prediction'],
  truth: ['truth', 'target', 'groundtruth', 'y'],
};

/** A mapping as far as the names of columns tell. */
export type Proposal = {
  columns: Partial<Record<Field, string>>;
  probability?: string;
  truth?: string;
  finding?: string;
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** What the names of a table's columns say; nothing of them is read. */
export function proposeMapping(header: readonly string[]): Proposal {
  const named = (names: readonly string[]): string | undefined =>
    names.flatMap((name) => header.find((column) => plain(column) === name) ?? [])[0];
  const columns: Proposal['columns'] = {};
  for (const field of FIELDS) {
    const column = named(NAMES[field]);
    if (column !== undefined) columns[field] = column;
  }
  const wide = commonest(PROBABILITIES, header);
  if (wide !== undefined) return { columns, probability: wide, ...some('truth', commonest(TRUTHS, header)) };
  const finding = named(LONG.finding);
  const probability = named(LONG.probability);
  return {
    columns,
    ...some('finding', finding),
    ...some('probability', probability),
    ...some('truth', named(LONG.truth)),
  };
}

const some = <Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { [K in Key]?: string });

/** The findings that a pattern's columns are of, in their order. */
export function findingsOf(pattern: string, header: readonly string[]): string[] {
  const [before = '', after = ''] = pattern.split('{finding}');
  return header.flatMap((column) => {
    const fits = column.length > before.length + after.length && column.startsWith(before) && column.endsWith(after);
    return fits ? [column.slice(before.length, column.length - after.length)] : [];
  });
}

function commonest(patterns: readonly string[], header: readonly string[]): string | undefined {
  const counted = patterns.map((pattern) => ({ pattern, columns: findingsOf(pattern, header).length }));
  const [best] = counted.sort((a, b) => b.columns - a.columns);
  return best !== undefined && best.columns > 0 ? best.pattern : undefined;
}
