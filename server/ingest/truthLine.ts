import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';
import { TRUTH_SOURCES } from './truthSources';

/** One line of `POST /api/v1/truths`: of an instance by its id, or by what its sender calls it at a site. */
export const truthLine = z
  .strictObject({
    instanceId: z.uuid().toLowerCase().optional(),
    externalId: plainText(200).optional(),
    site: plainText(64).optional(),
    finding: plainText(100),
    value: z.union([z.literal(0), z.literal(1)], '0 or 1'),
    source: z.enum(TRUTH_SOURCES).default('unspecified'),
  })
  .superRefine(({ instanceId, externalId, site }, context) => {
    const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (instanceId === undefined && externalId === undefined)
      problem('instanceId', 'instanceId, or externalId and site');
    if (externalId !== undefined && instanceId !== undefined) problem('externalId', 'not beside an instanceId');
    if (externalId !== undefined && site === undefined) problem('site', 'an externalId belongs to a site: name it');
  });

export const truthsBody = z.strictObject({ truths: z.array(truthLine).min(1).max(10_000) });

export type TruthLine = z.infer<typeof truthLine>;
