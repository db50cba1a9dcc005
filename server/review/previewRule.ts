import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { instantOrDate } from '@/server/problem/instant';
import { plainText } from '@/server/problem/plainText';
import { type Proportion, wilsonInterval } from '@/server/stats/wilsonInterval';
import { covers, decideFlag, type FlagFigures } from './decideFlag';
import { FLAG_VERSION, type FlagScope, flagCondition } from './flagRule';
import { readFacts } from './readFacts';

/** A rule that is thought of, and the predictions to try it on: the newest `last`, of a period when one is given. */
export const previewRequest = z.strictObject({
  condition: flagCondition,
  versionId: z.uuid().nullable().default(null),
  finding: plainText(100).nullable().default(null),
  last: z.number().int().min(1).max(2_000).default(1_000),
  /** When the images were acquired, else received. */
  from: instantOrDate.optional(),
  to: instantOrDate.optional(),
});

export type PreviewRequest = z.infer<typeof previewRequest>;

export type FlaggedCase = { instanceId: string; model: string; finding: string; figures: FlagFigures };

/**
 * What a rule would flag. `predictions`: looked at, an image read by a live version each; `flaggedPredictions`: with any
 * finding flagged, and their share with Wilson's interval; `results`: findings of them that the rule covers. `cases`: the
 * furthest beyond the limit first, at most 12, an image once.
 */
export type RulePreview = {
  predictions: number;
  flaggedPredictions: number;
  share: Proportion | null;
  results: number;
  flaggedResults: number;
  from: string | null;
  to: string | null;
  cases: FlaggedCase[];
  asOf: string;
  definitionVersion: string;
};

const MOST_CASES = 12;

/** Tries a rule on stored predictions; nothing is flagged by it. `hidden`: images that the caller may not hear of. */
export async function previewRule(
  asked: PreviewRequest,
  now: Date,
  hidden: ReadonlySet<string> = new Set(),
  db: Db = processDb(),
): Promise<RulePreview> {
  const picked = (await pickPredictions(db, asked)).filter(({ instanceId }) => !hidden.has(instanceId));
  const facts = await readFacts(
    db,
    picked.map(({ id }) => id),
    [asked.condition],
  );
  const covered = facts.filter((one) => covers(asked, one));
  const flagged = covered.flatMap((one) => {
    const figures = decideFlag(asked.condition, one);
    return figures === null ? [] : [{ ...one, figures }];
  });
  const predictions = new Set(facts.map(({ predictionId }) => predictionId)).size;
  const flaggedPredictions = new Set(flagged.map(({ predictionId }) => predictionId)).size;
  const times = picked.map(({ at }) => at.getTime());
  return {
    ...{ predictions, flaggedPredictions, share: wilsonInterval(flaggedPredictions, predictions) },
    ...{ results: covered.length, flaggedResults: flagged.length },
    from: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
    to: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
    cases: oncePerImage(
      flagged.toSorted((a, b) => b.figures.excess - a.figures.excess || a.instanceId.localeCompare(b.instanceId)),
    )
      .slice(0, MOST_CASES)
      .map(({ instanceId, model, finding, figures }) => ({ instanceId, model, finding, figures })),
    asOf: now.toISOString(),
    definitionVersion: FLAG_VERSION,
  };
}

function oncePerImage<T extends { instanceId: string }>(cases: readonly T[]): T[] {
  const seen = new Set<string>();
  return cases.filter(({ instanceId }) => !seen.has(instanceId) && seen.add(instanceId));
}

/** The newest predictions of live versions that a rule of this scope covers. */
export function pickPredictions(
  db: Db,
  {
    versionId,
    finding,
    last,
    from,
    to,
  }: FlagScope & { last: number; from?: string | undefined; to?: string | undefined },
): Promise<{ id: string; instanceId: string; at: Date }[]> {
  const conditions = [
    Prisma.sql`v.state = 'live'`,
    ...(versionId === null ? [] : [Prisma.sql`p.version_id = ${versionId}::uuid`]),
    ...(from === undefined ? [] : [Prisma.sql`p.at >= ${new Date(from)}`]),
    ...(to === undefined ? [] : [Prisma.sql`p.at < ${new Date(to)}`]),
    ...(finding === null
      ? []
      : [Prisma.sql`exists (select 1 from finding f where f.version_id = v.id and f.name = ${finding})`]),
  ];
  return db.$queryRaw<{ id: string; instanceId: string; at: Date }[]>`
    select p.id::text as id, p.instance_id::text as "instanceId", p.at
    from prediction p
    join model_version v on v.id = p.version_id
    where ${Prisma.join(conditions, ' and ')}
    order by p.created_at desc, p.id
    limit ${last}`;
}
