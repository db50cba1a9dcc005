import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { appendTrail } from '@/server/trail/appendTrail';
import { limits } from './limits';
import { comparisonOf, getPromotion, type Promotion, pairOf, promotionRow, type RecordedLimits } from './promotion';
import { lockModel } from './recordChange';

/** Limits for a candidate. `incumbent`: the live version that it would replace, by its version; the newest live one. */
export const promotionRequest = z.strictObject({
  candidate: plainText(64),
  incumbent: plainText(64).optional(),
  limits,
});

/**
 * Records what a candidate has to keep; nothing of it can be changed afterwards. A gate that is still open is closed by
 * deciding it.
 * @throws AppError not-found, invalid-field for limits of findings that are not there, conflict for a version that is
 * no candidate and while a gate of the model is open
 */
export async function fixLimits(
  modelId: string,
  request: z.infer<typeof promotionRequest>,
  by: string,
  now: Date,
  db: Db = processDb(),
): Promise<Promotion> {
  const id = await db.$transaction(async (tx) => {
    await lockModel(tx, modelId);
    const versions = await tx.modelVersion.findMany({
      where: { modelId, kind: { not: 'segmenter' } },
      include: { findings: true },
      orderBy: { createdAt: 'desc' },
    });
    const candidate = versions.find(({ version }) => version === request.candidate);
    if (candidate === undefined) throw new AppError('not-found', `the model has no version ${request.candidate}`);
    if (candidate.state !== 'shadow') {
      throw new AppError(
        'conflict',
        `${candidate.version} is ${candidate.state}: only a shadow version is a candidate`,
      );
    }
    const incumbent = versions.find(
      ({ version, state }) => state === 'live' && version === (request.incumbent ?? version),
    );
    if (incumbent === undefined) {
      throw new AppError('conflict', 'no live version is there to compare with: make this one live instead');
    }
    requireFindings(request.limits.findings, candidate.findings, incumbent.findings);
    const open = await tx.promotion.count({ where: { decision: null, candidate: { modelId } } });
    if (open > 0) throw new AppError('conflict', 'limits are fixed already: decide that promotion first');
    const recorded: RecordedLimits = { limits: request.limits, comparedBefore: null };
    const row = await tx.promotion.create({
      data: {
        ...{ id: randomUUID(), candidateId: candidate.id, incumbentId: incumbent.id },
        ...{ limits: recorded, fixedBy: by, fixedAt: now },
      },
    });
    await appendTrail(tx, [
      {
        ...{ kind: 'promotion:changed', at: now, actor: by },
        subjects: [`promotion:${row.id}`, `version:${candidate.id}`, `version:${incumbent.id}`],
        body: { change: 'limits-fixed', limits: request.limits },
      },
    ]);
    return row.id;
  });
  await noteComparison(db, id);
  return getPromotion(id, db);
}

/** Whether somebody had compared both already is part of the record. */
async function noteComparison(db: Db, id: string): Promise<void> {
  const row = await promotionRow(db, id);
  const comparedBefore = (await comparisonOf(db, pairOf(row)))?.asOf ?? null;
  if (comparedBefore === null) return;
  const { limits: kept } = await getPromotion(id, db);
  await db.promotion.update({ where: { id }, data: { limits: { limits: kept, comparedBefore } } });
}

type Named = readonly { name: string }[];

function requireFindings(names: readonly string[] | null, ...versions: Named[]): void {
  const missing = (names ?? []).filter((name) => !versions.every((findings) => findings.some((f) => f.name === name)));
  if (missing.length === 0) return;
  throw new AppError('invalid-field', `not both versions have ${missing.join(', ')}`, {
    errors: missing.map((name) => ({ path: 'limits.findings', detail: `${name} is not a finding of both` })),
  });
}
