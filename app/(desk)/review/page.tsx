import type { Metadata } from 'next';
import { after } from 'next/server';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { AfterRead } from '@/app/review/afterRead';
import { ModelSaid } from '@/app/review/modelSaid';
import { ownPace } from '@/app/review/ownPace';
import { readerOf } from '@/app/review/readerOf';
import { ReadingRoom } from '@/app/review/readingRoom';
import { ReviewStrip } from '@/app/review/reviewStrip';
import { shownOf, taskOf } from '@/app/review/shownTask';
import { warmNext } from '@/app/review/warmNext';
import { PageFrame } from '@/app/shell/pageFrame';
import { AppError } from '@/server/problem/appError';
import { getQueueState } from '@/server/review/queueState';
import { getRead, type ReaderView } from '@/server/review/readerView';
import '@/app/styles/case.css';
import '@/app/styles/viewer.css';
import '@/app/styles/edits.css';
import '@/app/styles/methods.css';
import '@/app/styles/review.css';
import '@/app/styles/reviewRules.css';

export const metadata: Metadata = { title: 'Review' };

export default async function ReviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { read: asked } = single(await searchParams);
  const now = new Date();
  const reader = await readerOf();
  const [queue, pace, read] = await Promise.all([
    getQueueState(reader.id, now),
    ownPace(reader.id, now),
    asked === undefined ? null : ownRead(asked, reader.id),
  ]);
  const { medianMilliseconds, undoable } = pace;
  // While this one is read the next is drawn, so that it is there as soon as it is claimed.
  if (read !== null && read.stage !== 'done') after(() => warmNext(reader.id, now).catch(() => undefined));
  const shownToReader = read !== null && read.stage !== 'unaided';
  return (
    <PageFrame crumbs={[{ name: 'Review' }]} asOf={queue.asOf}>
      <h1 className="sr">Review</h1>
      <ReviewStrip queue={queue} medianMilliseconds={medianMilliseconds} scopes={reader.scopes} />
      <ReadingRoom
        queue={{ waiting: queue.waiting, findings: queue.findings, doneToday: queue.doneByYouToday }}
        task={read === null ? null : taskOf(read)}
        gone={asked !== undefined && read === null}
        undoable={undoable}
        shown={read === null ? null : await shownOf(read)}
        said={shownToReader ? <ModelSaid read={read} /> : null}
        after={read?.stage === 'done' ? <AfterRead read={read} /> : null}
      />
    </PageFrame>
  );
}

/** A read that this reader holds or has done; null when it is somebody else's or went back to the queue. */
async function ownRead(readId: string, readerId: string): Promise<ReaderView | null> {
  if (!/^[0-9a-f-]{36}$/.test(readId)) return null;
  try {
    return await getRead(readId, readerId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}
