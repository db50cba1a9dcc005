import { z } from 'zod';
import type { Tx } from '@/server/db/client';
import type { FlagFigures } from './decideFlag';
import { FLAG_KINDS, type FlagKind } from './flagRule';
import { ARMS, type Arm } from './queueItems';

/** As flags are stored. */
export const flagFigures: z.ZodType<FlagFigures> = z.object({
  figure: z.number(),
  limit: z.number(),
  unit: z.enum(['share', 'logits', 'probability', 'percentile points', 'faults']),
  excess: z.number(),
  what: z.array(z.string()),
});

export const flagKind = (kind: string): FlagKind => z.enum(FLAG_KINDS).parse(kind);

/** Why a case was queued; told to its reader when they are done with it. */
export type ReasonOfItem = {
  arm: Arm;
  queuedAt: string;
  flags: { rule: string; kind: FlagKind; figures: FlagFigures }[];
};

/** What the other reader said. */
export type OtherReader = { unaided: string | null; verdict: string; zone: string | null; note: string | null };

type Item = { instanceId: string; findingId: number; arm: string; queuedAt: Date };

export async function readReason(tx: Tx, { instanceId, findingId, arm, queuedAt }: Item): Promise<ReasonOfItem> {
  const flags = await tx.caseFlag.findMany({
    where: { instanceId, findingId },
    include: { rule: { select: { name: true, kind: true } } },
    orderBy: { raisedAt: 'asc' },
  });
  return {
    arm: z.enum(ARMS).parse(arm),
    queuedAt: queuedAt.toISOString(),
    flags: flags.map(({ rule, figures }) => ({
      rule: rule.name,
      kind: flagKind(rule.kind),
      figures: flagFigures.parse(figures),
    })),
  };
}

/** `waits`: there is another read that is not done; until then nothing of it is told. */
export async function readOther(
  tx: Tx,
  itemId: string,
  readId: string,
): Promise<{ waits: boolean; told: OtherReader | null }> {
  const other = await tx.reviewRead.findFirst({
    where: { itemId, id: { not: readId } },
    include: { reviews: { where: { withdrawnAt: null } } },
  });
  if (other === null || other.state !== 'done') return { waits: other !== null, told: null };
  const aided = other.reviews.find(({ stage }) => stage === 'aided');
  const unaided = other.reviews.find(({ stage }) => stage === 'unaided');
  if (aided === undefined) return { waits: false, told: null };
  const { verdict, zone, note } = aided;
  return { waits: false, told: { unaided: unaided?.verdict ?? null, verdict, zone, note } };
}
