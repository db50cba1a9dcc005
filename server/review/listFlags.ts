import { type Db, db as processDb } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { decodeCursor, encodeCursor } from '@/server/queries/cursor';
import type { FlagFigures } from './decideFlag';
import type { FlagKind } from './flagRule';
import { flagFigures, flagKind } from './revealed';

/** A flag that a rule raised. It is not a verdict. */
export type RaisedFlag = {
  flagId: string;
  ruleId: string;
  rule: string;
  kind: FlagKind;
  instanceId: string;
  model: string;
  finding: string;
  figures: FlagFigures;
  raisedAt: string;
};

export type RaisedFilter = {
  rule?: string | undefined;
  instance?: string | undefined;
  model?: string | undefined;
  finding?: string | undefined;
};

type Row = Omit<RaisedFlag, 'kind' | 'figures' | 'raisedAt'> & {
  kind: string;
  figures: unknown;
  raisedAt: Date;
  key: number;
};

/** Flags, newest first. `hidden`: images that the caller may not hear of. */
export async function listFlags(
  { rule, instance, model, finding }: RaisedFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  hidden: ReadonlySet<string> = new Set(),
  db: Db = processDb(),
): Promise<{ rows: RaisedFlag[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const conditions = [
    Prisma.sql`c.instance_id <> all(${[...hidden]}::uuid[])`,
    ...(rule === undefined ? [] : [Prisma.sql`c.rule_id = ${rule}::uuid`]),
    ...(instance === undefined ? [] : [Prisma.sql`c.instance_id = ${instance}::uuid`]),
    ...(model === undefined ? [] : [Prisma.sql`m.name || '@' || v.version = ${model}`]),
    ...(finding === undefined ? [] : [Prisma.sql`f.name = ${finding}`]),
    ...(after === null
      ? []
      : [Prisma.sql`(c.raised_at, c.id) < (to_timestamp(${after.key}::float8), ${after.id}::uuid)`]),
  ];
  const rows = await db.$queryRaw<Row[]>`
    select c.id::text as "flagId", c.rule_id::text as "ruleId", u.name as rule, u.kind,
      c.instance_id::text as "instanceId", m.name || '@' || v.version as model, f.name as finding, c.figures,
      c.raised_at as "raisedAt", extract(epoch from c.raised_at)::float8 as key
    from case_flag c
    join flag_rule u on u.id = c.rule_id
    join finding f on f.id = c.finding_id
    join model_version v on v.id = f.version_id
    join model m on m.id = v.model_id
    where ${Prisma.join(conditions, ' and ')}
    order by c.raised_at desc, c.id desc
    limit ${limit + 1}`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(({ key: _, kind, figures, raisedAt, ...row }) => ({
      ...row,
      kind: flagKind(kind),
      figures: flagFigures.parse(figures),
      raisedAt: raisedAt.toISOString(),
    })),
    nextCursor: last === undefined ? null : encodeCursor({ key: last.key, id: last.flagId }),
  };
}
