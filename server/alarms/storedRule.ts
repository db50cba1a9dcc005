import type { Tx } from '@/server/db/client';
import { versionCondition } from '@/server/db/versionCondition';
import { AppError } from '@/server/problem/appError';
import { type RuleDraft, type RuleParameters, ruleParameters, STATISTICS, type Statistic } from './statistic';

/** A rule as it is stored, with the findings that it is about. `model`: `name@version`. */
export type StoredRule = {
  id: string;
  name: string;
  statistic: Statistic;
  versionId: string;
  model: string;
  finding: string | null;
  findings: { id: number; name: string }[];
  parameters: RuleParameters;
  enabled: boolean;
  definitionVersion: string;
  createdBy: string;
  createdAt: Date;
  changedBy: string;
  changedAt: Date;
  evaluatedAt: Date | null;
  deletedAt: Date | null;
};

/** What `storedRule` needs of a row. */
export const RULE_INCLUDE = {
  version: { include: { model: true, findings: { orderBy: { channel: 'asc' } } } },
} as const;

type Row = Omit<StoredRule, 'statistic' | 'model' | 'findings' | 'parameters'> & {
  statistic: string;
  parameters: unknown;
  version: { version: string; model: { name: string }; findings: { id: number; name: string }[] };
};

export function storedRule({ version, statistic, parameters, ...row }: Row): StoredRule {
  const known = STATISTICS.find((name) => name === statistic);
  if (known === undefined) throw new RangeError(`statistic: ${statistic}`);
  return {
    ...row,
    statistic: known,
    parameters: ruleParameters.parse(parameters),
    model: `${version.model.name}@${version.version}`,
    findings: version.findings
      .filter(({ name }) => row.finding === null || row.finding === name)
      .map(({ id, name }) => ({ id, name })),
  };
}

/** What a draft is about. @throws AppError not-found, invalid-field for a finding that the version does not have */
export async function subjectOf(tx: Tx, { model, finding }: Pick<RuleDraft, 'model' | 'finding'>) {
  const version = await tx.modelVersion.findFirst({
    where: { ...versionCondition(model), kind: { in: ['classifier', 'external'] } },
    include: RULE_INCLUDE.version.include,
    orderBy: { createdAt: 'desc' },
  });
  if (version === null) throw new AppError('not-found', `no version ${model} is registered`);
  const findings = version.findings.filter(({ name }) => finding === null || name === finding);
  if (findings.length === 0) {
    throw new AppError('invalid-field', `${model} has no such finding`, {
      errors: [{ path: 'finding', detail: `one of ${version.findings.map(({ name }) => name).join(', ')}` }],
    });
  }
  return { versionId: version.id, model: `${version.model.name}@${version.version}`, findings };
}
