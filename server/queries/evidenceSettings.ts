import { z } from 'zod';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { DEFAULT_THRESHOLDS, type EvidenceThresholds } from '@/server/evidence/verdict';
import { AppError } from '@/server/problem/appError';
import { plainText } from '@/server/problem/plainText';
import { appendTrail } from '@/server/trail/appendTrail';
import { textMark } from '@/server/trail/textMark';

const auc = z.number().gt(0.5).lt(1);
const sd = z.number().gt(0).max(5);
const least = z.number().int().min(10).max(100_000);

/** Ranges in which the rule stays a rule: amber below red, silence below confirmation, no judging of a handful of cases. */
export const evidenceThresholds = z
  .strictObject({
    amberAuc: auc,
    redAuc: auc,
    minNegatives: least,
    minPositives: least,
    minPairs: least,
    confirmSd: sd,
    silentSd: sd,
    falseDiscovery: z.number().gt(0).max(0.2),
  })
  .refine(({ amberAuc, redAuc }) => amberAuc < redAuc, { path: ['redAuc'], message: 'above amberAuc' })
  .refine(({ silentSd, confirmSd }) => silentSd < confirmSd, { path: ['confirmSd'], message: 'above silentSd' });

/** A change of the thresholds. `expected`: `id` of the setting that was read; null where none was made yet. */
export const evidenceSettingChange = z.strictObject({
  thresholds: evidenceThresholds,
  /** Why; it is kept beside the change. */
  reason: plainText(500).refine((text) => text.trim().length >= 3, 'say why, in a few words'),
  expected: z.number().int().positive().nullable(),
});

export type EvidenceSetting = {
  id: number;
  thresholds: EvidenceThresholds;
  reason: string;
  /** `key` or `session` with the first digits of its hash. */
  changedBy: string;
  changedAt: string;
};

/** `id` null and `thresholds` the defaults until somebody changes them. `history`: newest first, at most 100. */
export type EvidenceSettings = {
  id: number | null;
  thresholds: EvidenceThresholds;
  defaults: EvidenceThresholds;
  history: EvidenceSetting[];
};

const HISTORY = 100;

/** The thresholds in force and who changed them when and why. */
export async function getEvidenceSettings(): Promise<EvidenceSettings> {
  const rows = await db().evidenceSetting.findMany({ orderBy: { id: 'desc' }, take: HISTORY });
  const history = rows.map((row) => ({
    id: row.id,
    thresholds: evidenceThresholds.parse(row.thresholds),
    reason: row.reason,
    changedBy: row.changedBy,
    changedAt: row.changedAt.toISOString(),
  }));
  const [newest] = history;
  return {
    id: newest?.id ?? null,
    thresholds: newest?.thresholds ?? DEFAULT_THRESHOLDS,
    defaults: DEFAULT_THRESHOLDS,
    history,
  };
}

/**
 * Records thresholds; nothing that was recorded changes. Changes wait for each other.
 * @throws AppError conflict when somebody changed them since `expected` was read
 */
export async function changeEvidenceSettings(
  { thresholds, reason, expected }: z.infer<typeof evidenceSettingChange>,
  changedBy: string,
  now: Date,
): Promise<EvidenceSettings> {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw(Prisma.sql`lock table evidence_setting in share row exclusive mode`);
    const newest = await tx.evidenceSetting.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
    if ((newest?.id ?? null) !== expected) {
      throw new AppError('conflict', 'somebody changed the thresholds meanwhile; read them again, then change them', {
        errors: [{ path: 'expected', detail: `now ${newest?.id ?? 'null'}` }],
      });
    }
    const { id } = await tx.evidenceSetting.create({
      data: { thresholds, reason: reason.trim(), changedBy, changedAt: now },
    });
    const body = {
      id,
      name: 'evidence',
      before: newest?.id ?? null,
      value: thresholds,
      reason: textMark(reason.trim()),
    };
    await appendTrail(tx, [
      { kind: 'setting:changed', at: now, actor: changedBy, subjects: ['setting:evidence'], body },
    ]);
  });
  return getEvidenceSettings();
}
