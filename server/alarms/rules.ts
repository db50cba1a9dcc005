import { type Db, db as processDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { RULE_INCLUDE, type StoredRule, storedRule } from './storedRule';

/** A rule as pages and the interface tell it. `openAlarms`: alarms of it that last. */
export type Rule = Pick<StoredRule, 'id' | 'name' | 'statistic' | 'model' | 'finding' | 'parameters' | 'enabled'> & {
  definitionVersion: string;
  openAlarms: number;
  createdBy: string;
  createdAt: string;
  changedBy: string;
  changedAt: string;
  /** Null until it was looked at since it was made or changed. */
  evaluatedAt: string | null;
  removed: boolean;
};

const INCLUDE = { ...RULE_INCLUDE, _count: { select: { alarms: { where: { endedAt: null } } } } } as const;

/** Rules at most; more are refused nowhere, but the page and the list end here. */
const MOST = 500;

/** All rules that were not removed, by name. */
export async function listRules(db: Db = processDb()): Promise<Rule[]> {
  const rows = await db.alarmRule.findMany({
    where: { deletedAt: null },
    include: INCLUDE,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  return rows.map(ruleOf);
}

/** @throws AppError not-found */
export async function listRule(db: Db, id: string): Promise<Rule> {
  const row = await db.alarmRule.findUnique({ where: { id }, include: INCLUDE });
  if (row === null) throw new AppError('not-found', 'no rule has this id');
  return ruleOf(row);
}

function ruleOf(row: Parameters<typeof storedRule>[0] & { _count: { alarms: number } }): Rule {
  const { _count, ...stored } = row;
  const rule = storedRule(stored);
  return {
    ...{ id: rule.id, name: rule.name, statistic: rule.statistic, model: rule.model, finding: rule.finding },
    ...{ parameters: rule.parameters, enabled: rule.enabled, definitionVersion: rule.definitionVersion },
    openAlarms: _count.alarms,
    ...{ createdBy: rule.createdBy, createdAt: rule.createdAt.toISOString() },
    ...{ changedBy: rule.changedBy, changedAt: rule.changedAt.toISOString() },
    evaluatedAt: rule.evaluatedAt?.toISOString() ?? null,
    removed: rule.deletedAt !== null,
  };
}
