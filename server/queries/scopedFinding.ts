import type { RollupFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { isUuid } from '@/server/db/isUuid';
import { AppError } from '@/server/problem/appError';

/** A finding of one version; `threshold`: the manifest's, a probability. */
export type ScopedFinding = { id: number; model: string; finding: string; threshold: number | null };

/**
 * The finding that a filter names by version and name.
 * @throws AppError invalid-field when it names no version or no finding, not-found when there is none such
 */
export async function scopedFinding(filter: RollupFilter): Promise<ScopedFinding> {
  const missing = (['model', 'finding'] as const).filter((path) => filter[path] === undefined);
  if (filter.model === undefined || filter.finding === undefined) {
    throw new AppError('invalid-field', `name ${missing.join(' and ')}`, {
      errors: missing.map((path) => ({ path, detail: 'missing' })),
    });
  }
  const [row] = await db().$queryRaw<ScopedFinding[]>`
    select f.id, m.name || '@' || v.version as model, f.name as finding, f.threshold
    from finding f join model_version v on v.id = f.version_id join model m on m.id = v.model_id
    where f.name = ${filter.finding} and ${isVersion(filter.model)}`;
  if (row === undefined)
    throw new AppError('not-found', `no version ${filter.model} with a finding ${filter.finding} is registered`);
  return row;
}

/** `versionCondition` as a predicate on `m` and `v`. */
export function isVersion(model: string): Prisma.Sql {
  if (isUuid(model)) return Prisma.sql`v.id = ${model}::uuid`;
  const at = model.lastIndexOf('@');
  return Prisma.sql`m.name = ${model.slice(0, Math.max(0, at))} and v.version = ${model.slice(at + 1)}`;
}
