import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';
import { lesionBoxes } from './lesionBoxes';
import { TRUTH_SOURCES } from './truthSources';

/** Characters of a mask in base64: a PNG of 1 bit and 2048 × 2048 pixels has some ten thousand. */
const LONGEST_MASK = 700_000;

/**
 * One line of `POST /api/v1/lesions`: where a finding is in an image, as boxes or as a mask (PNG in base64, white inside);
 * `boxes: null` takes back what that source said. The instance by its id, or by what its sender calls it at a site.
 */
export const lesionLine = z
  .strictObject({
    instanceId: z.uuid().toLowerCase().optional(),
    externalId: plainText(200).optional(),
    site: plainText(64).optional(),
    finding: plainText(100),
    source: z.enum(TRUTH_SOURCES).default('unspecified'),
    boxes: lesionBoxes.nullable().optional(),
    mask: z.base64().min(1).max(LONGEST_MASK).optional(),
  })
  .superRefine(({ instanceId, externalId, site, boxes, mask }, context) => {
    const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (instanceId === undefined && externalId === undefined)
      problem('instanceId', 'instanceId, or externalId and site');
    if (externalId !== undefined && instanceId !== undefined) problem('externalId', 'not beside an instanceId');
    if (externalId !== undefined && site === undefined) problem('site', 'an externalId belongs to a site: name it');
    if (boxes === undefined && mask === undefined) problem('boxes', 'boxes, or a mask');
    if (boxes !== undefined && mask !== undefined) problem('mask', 'not beside boxes');
  });

export const lesionsBody = z.strictObject({ lesions: z.array(lesionLine).min(1).max(2_000) });

export type LesionLine = z.infer<typeof lesionLine>;
