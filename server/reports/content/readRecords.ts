import type { Tx } from '@/server/db/client';
import type { GapsContent, TrailContent } from './oversightContent';
import { endsOf, type ReportPeriod } from './period';
import { told } from './suppress';

/** Images that came in a period, and what became of those that were not read. `scopes`: of the versions, so that the demonstration's are apart. */
export async function readGaps(tx: Tx, period: ReportPeriod, scopes: readonly string[]): Promise<GapsContent> {
  const { from, to } = endsOf(period);
  const groups = await tx.instance.groupBy({
    by: ['status'],
    where: {
      receivedAt: { gte: from, lt: to },
      ...(scopes.length === 1 && { demo: scopes[0] === 'demo' }),
    },
    _count: { _all: true },
  });
  const count = (status: string) => told(groups.find((group) => group.status === status)?._count._all ?? 0);
  const received = groups.reduce((sum, group) => sum + group._count._all, 0);
  return {
    received: told(received),
    ...{ failed: count('failed'), notScored: count('not-scored'), pending: count('pending') },
  };
}

/** The end of the audit trail, what it recorded in a period by kind, and its last signed checkpoint. */
export async function readTrail(tx: Tx, period: ReportPeriod): Promise<TrailContent> {
  const { from, to } = endsOf(period);
  const [head, records, checkpoint] = await Promise.all([
    tx.trailHead.findUniqueOrThrow({ where: { id: 1 } }),
    tx.trailRecord.groupBy({
      by: ['kind'],
      where: { at: { gte: from, lt: to } },
      _count: { _all: true },
      orderBy: { kind: 'asc' },
    }),
    tx.trailCheckpoint.findFirst({ orderBy: { seq: 'desc' } }),
  ]);
  return {
    ...{ seq: head.seq.toString(), hash: head.hash },
    records: records.map(({ kind, _count }) => ({ kind, n: _count._all })),
    checkpoint: checkpoint && {
      ...{ seq: checkpoint.seq.toString(), at: checkpoint.at.toISOString(), keyId: checkpoint.keyId },
    },
  };
}
