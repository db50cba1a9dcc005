import { db } from '@/server/db/client';
import { newestSeq } from '@/server/live/outbox';
import { countJobs } from '@/server/queue/addJob';

/** What the header of every page says about the stream. */
export type LiveStatus = {
  /** Sequence number of the newest event. */
  seq: number;
  /** Jobs waiting or running. */
  queueDepth: number;
  /** When the newest prediction was committed; null before the first. */
  newestAt: string | null;
  asOf: string;
};

export async function getLiveStatus(): Promise<LiveStatus> {
  const [seq, jobs, newest] = await Promise.all([
    newestSeq(db()),
    countJobs(db()),
    db().prediction.findFirst({ orderBy: { createdAt: 'desc' }, select: { createdAt: true } }),
  ]);
  return {
    seq,
    queueDepth: jobs.waiting,
    newestAt: newest?.createdAt.toISOString() ?? null,
    asOf: new Date().toISOString(),
  };
}
