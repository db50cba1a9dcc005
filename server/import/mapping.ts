import { z } from 'zod';
import { TRUTH_SOURCES } from '@/server/ingest/truthSources';
import { externalManifest, versionName } from '@/server/model/manifest';
import { plainText } from '@/server/problem/plainText';

/** What a column may say of an instance. */
export const FIELDS = [
  'externalId',
  'site',
  'department',
  'scanner',
  'viewPosition',
  'portable',
  'reportedBy',
  'patientId',
  'patientSex',
  'patientAge',
  'acquiredAt',
] as const;

export type Field = (typeof FIELDS)[number];

const column = z.string().min(1).max(200);
const pattern = column.refine((text) => text.split('{finding}').length === 2, 'must have {finding} in it once');

/**
 * How the rows of a table become predictions. Wide: `probability` and `truth` are names of columns with `{finding}` in
 * them, a row is an image. Long: `finding` is the column that names the finding, `probability` and `truth` are columns,
 * a row is a finding of an image.
 */
export const mapping = z
  .strictObject({
    model: versionName,
    /** Where no column says it. */
    site: plainText(64).optional(),
    columns: z.partialRecord(z.enum(FIELDS), column),
    probability: column,
    truth: column.optional(),
    finding: column.optional(),
    truthSource: z.enum(TRUTH_SOURCES).default('unspecified'),
    /** What a value of the file stands for, by field: `{"viewPosition": {"1": "PA"}}`. */
    values: z
      .partialRecord(z.enum(FIELDS), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])))
      .default({}),
    ageUnit: z.enum(['years', 'months', 'days']).default('years'),
    findings: externalManifest.shape.findings,
    trainedOn: externalManifest.shape.trainedOn,
  })
  .superRefine(({ finding, probability, truth, columns, site }, context) => {
    const check = (path: string, text: string | undefined): void => {
      if (finding !== undefined || text === undefined || pattern.safeParse(text).success) return;
      context.addIssue({
        code: 'custom',
        path: [path],
        message: 'must have {finding} in it once, as in prob_{finding}',
      });
    };
    check('probability', probability);
    check('truth', truth);
    const missing = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (columns.externalId === undefined) missing('columns.externalId', 'name the column that tells images apart');
    if (columns.site === undefined && site === undefined) missing('site', 'name the site, or the column that has it');
  });

export type Mapping = z.infer<typeof mapping>;
