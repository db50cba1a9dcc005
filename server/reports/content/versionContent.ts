import { z } from 'zod';
import { findingContent } from './findingContent';

const instant = z.iso.datetime();

/** A grade of a saliency method by its randomisation check. */
export const methodContent = z.object({
  method: z.string(),
  label: z.string(),
  state: z.enum(['passed', 'failed', 'undecided', 'not-checked']),
  reason: z.string(),
  checkedAt: instant.nullable(),
});

export const graphContent = z.object({
  family: z.string().nullable(),
  parameters: z.number(),
  precision: z.string(),
  head: z.string(),
  pooling: z.string().nullable(),
});

/** What a version is, and how it did in the period. */
export const versionContent = z.object({
  versionId: z.uuid(),
  /** `name@version`. */
  model: z.string(),
  kind: z.enum(['classifier', 'external']),
  state: z.string(),
  scope: z.enum(['all', 'demo']),
  registeredAt: instant,
  /** Of its file; null for a version that is known by its predictions. */
  sha256: z.string().nullable(),
  graph: graphContent.nullable(),
  input: z
    .object({
      size: z.tuple([z.number(), z.number()]),
      channels: z.number(),
      resize: z.string(),
      range: z.tuple([z.number(), z.number()]),
      activation: z.string(),
    })
    .nullable(),
  segmenter: z.string().nullable(),
  trainedOn: z.array(z.string()),
  assumed: z.array(z.string()),
  warnings: z.array(z.string()),
  mapsRefused: z.array(z.object({ method: z.string(), reason: z.string() })),
  methods: z.array(methodContent),
  /** First and last cell that is counted; null where none is. */
  covered: z.object({ from: instant.nullable(), to: instant.nullable() }),
  findings: z.array(findingContent),
});
export type VersionContent = z.infer<typeof versionContent>;
