import { randomUUID } from 'node:crypto';
import { type Db, db as processDb, type Tx } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { textMark } from '@/server/queries/settingStore';
import { appendTrail } from '@/server/trail/appendTrail';
import type { Json } from '@/server/trail/trailEntry';
import {
  FLAG_VERSION,
  type FlagCondition,
  type FlagRule,
  type FlagRuleRequest,
  type FlagScope,
  flagCondition,
  SHIPPED_RULES,
} from './flagRule';

/** A rule as the decision needs it. */
export type RuleInForce = FlagScope & { ruleId: string; condition: FlagCondition };

type Row = {
  id: string;
  name: string;
  kind: string;
  parameters: unknown;
  versionId: string | null;
  finding: string | null;
};

const conditionOf = ({ kind, parameters }: Row): FlagCondition => flagCondition.parse({ kind, parameters });

/** Puts the shipped rules in where they never were; removed ones stay removed. */
export async function ensureShippedRules(db: Db, now: Date): Promise<void> {
  const ids = SHIPPED_RULES.map(({ id }) => id);
  if ((await db.flagRule.count({ where: { id: { in: ids } } })) === ids.length) return;
  const by = 'system review';
  await db.$transaction(async (tx) => {
    const made = await tx.flagRule.createManyAndReturn({
      data: SHIPPED_RULES.map(({ id, name, condition, enabled }) => ({
        ...{ id, name, ...condition, enabled, definitionVersion: FLAG_VERSION },
        ...{ createdBy: by, createdAt: now, changedBy: by, changedAt: now },
      })),
      skipDuplicates: true,
    });
    await appendTrail(
      tx,
      made.map((row) => trailOf('shipped', row, by, now, null)),
    );
  });
}

/** The rules that flag now. */
export async function rulesInForce(db: Db | Tx): Promise<RuleInForce[]> {
  const rows = await db.flagRule.findMany({ where: { deletedAt: null, enabled: true }, orderBy: { createdAt: 'asc' } });
  return rows.map((row) => ({
    ruleId: row.id,
    condition: conditionOf(row),
    versionId: row.versionId,
    finding: row.finding,
  }));
}

/** All rules that were not removed, oldest first; at most 200 are kept. */
export async function listFlagRules(db: Db = processDb(), now = new Date()): Promise<{ rules: FlagRule[] }> {
  await ensureShippedRules(db, now);
  const rows = await db.flagRule.findMany({
    where: { deletedAt: null },
    include: { version: { include: { model: true } }, _count: { select: { caseFlags: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return {
    rules: rows.map(({ version, _count, ...row }) => ({
      ...{
        ruleId: row.id,
        name: row.name,
        condition: conditionOf(row),
        enabled: row.enabled,
        flagged: _count.caseFlags,
      },
      ...{ versionId: row.versionId, finding: row.finding, definitionVersion: row.definitionVersion },
      model: version === null ? null : `${version.model.name}@${version.version}`,
      ...{ createdBy: row.createdBy, createdAt: row.createdAt.toISOString() },
      ...{ changedBy: row.changedBy, changedAt: row.changedAt.toISOString() },
    })),
  };
}

/** Rules that are kept at once. */
const MOST_RULES = 200;

/** @throws AppError conflict at 200 rules, invalid-field for a version that is not there */
export async function createFlagRule(
  asked: FlagRuleRequest,
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ ruleId: string }> {
  await ensureShippedRules(db, now);
  const ruleId = randomUUID();
  await db.$transaction(async (tx) => {
    if ((await tx.flagRule.count({ where: { deletedAt: null } })) >= MOST_RULES)
      throw new AppError('conflict', `there are ${MOST_RULES} rules already: remove one first`);
    const row = await tx.flagRule.create({
      data: {
        ...(await columnsOf(tx, asked)),
        ...{ id: ruleId, createdBy: who, createdAt: now, changedBy: who, changedAt: now },
      },
    });
    await tell(tx, trailOf('created', row, who, now, asked.reason));
  });
  return { ruleId };
}

/** Changes a rule for what is read from now on; flags that it raised stay. @throws AppError not-found, conflict */
export async function changeFlagRule(
  ruleId: string,
  asked: FlagRuleRequest & { expected: string },
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ ruleId: string; changedAt: string }> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.flagRule.updateMany({
      where: { id: ruleId, deletedAt: null, changedAt: new Date(asked.expected) },
      data: { ...(await columnsOf(tx, asked)), changedBy: who, changedAt: now },
    });
    if (count === 0) await refuse(tx, ruleId);
    const row = await tx.flagRule.findUniqueOrThrow({ where: { id: ruleId } });
    await tell(tx, trailOf('changed', row, who, now, asked.reason));
  });
  return { ruleId, changedAt: now.toISOString() };
}

/** Takes a rule out of force for good; the flags that it raised stay. @throws AppError not-found */
export async function removeFlagRule(
  ruleId: string,
  reason: string,
  who: string,
  now: Date,
  db: Db = processDb(),
): Promise<{ removed: true }> {
  await db.$transaction(async (tx) => {
    const data = { deletedAt: now, enabled: false, changedBy: who, changedAt: now };
    const { count } = await tx.flagRule.updateMany({ where: { id: ruleId, deletedAt: null }, data });
    if (count === 0) throw new AppError('not-found', 'no rule has this id');
    const row = await tx.flagRule.findUniqueOrThrow({ where: { id: ruleId } });
    await tell(tx, trailOf('removed', row, who, now, reason));
  });
  return { removed: true };
}

async function refuse(tx: Tx, ruleId: string): Promise<never> {
  const row = await tx.flagRule.findFirst({ where: { id: ruleId, deletedAt: null } });
  if (row === null) throw new AppError('not-found', 'no rule has this id');
  throw new AppError('conflict', 'somebody changed this rule meanwhile; read it again, then change it', {
    errors: [{ path: 'expected', detail: `now ${row.changedAt.toISOString()}` }],
  });
}

async function columnsOf(tx: Tx, { name, condition, versionId, finding, enabled }: FlagRuleRequest) {
  if (versionId !== null && (await tx.modelVersion.count({ where: { id: versionId } })) === 0)
    throw new AppError('invalid-field', 'no such version', {
      errors: [{ path: 'versionId', detail: 'not registered' }],
    });
  return { name, ...condition, versionId, finding, enabled, definitionVersion: FLAG_VERSION };
}

async function tell(tx: Tx, entry: ReturnType<typeof trailOf>): Promise<void> {
  await appendTrail(tx, [entry]);
  await appendEvents(tx, [{ type: 'review:changed', payload: {} }]);
}

function trailOf(change: string, row: Row & { enabled: boolean }, actor: string, at: Date, reason: string | null) {
  const { parameters } = conditionOf(row);
  const body: { [key: string]: Json } = {
    ...{ change, ruleId: row.id, name: row.name, kind: row.kind, parameters, enabled: row.enabled },
    ...{ versionId: row.versionId, finding: row.finding, reason: reason === null ? null : textMark(reason) },
  };
  return { kind: 'flag-rule:changed' as const, at, actor, subjects: [`flag-rule:${row.id}`], body };
}
