'use client';
import { type ReactNode, useState } from 'react';
import type { ViewerProps } from '@/app/viewer/viewer';
import { Viewer } from '@/app/viewer/viewer';
import type { QueueState } from '@/server/review/queueState';
import { DoneRead } from './doneRead';
import { QueueGate } from './queueGate';
import type { ReviewTask } from './reviewTask';
import { useReading } from './useReading';
import { VerdictPanel } from './verdictPanel';

export type QueueNow = { waiting: number; findings: QueueState['findings']; doneToday: number };

/** What the viewer may show at a stage. */
export type Shown = Pick<ViewerProps, 'instanceId' | 'image' | 'masks' | 'prediction' | 'others'>;

type Props = {
  queue: QueueNow;
  task: ReviewTask | null;
  /** The address names a read that this reader does not hold. */
  gone: boolean;
  /** The own read that can still be taken back; null without one. */
  undoable: string | null;
  /** What the viewer may show at this stage; null where there is no picture. */
  shown: Shown | null;
  /** What the model said, as the server shows it; null before the reader has committed. */
  said: ReactNode;
  /** Why it was in the queue and what the other reader said, once it is done. */
  after: ReactNode;
};

/** While a zone is asked for, digits are zones and no window presets. */
const DIGITS = ['1', '2', '3', '4'];

/** One case after the other: the picture, what is asked of it, and no need for a pointer. */
export function ReadingRoom({ queue, task, gone, undoable, shown, said, after }: Props) {
  const reading = useReading();
  const [asking, setAsking] = useState<string | null>(null);
  if (task === null || (reading.lost === task.readId && task.stage !== 'done')) {
    return <QueueGate queue={queue} reading={reading} undoable={undoable} lost={gone || task !== null} />;
  }
  return (
    <div className="review-room" data-stage={task.stage}>
      <div className="review-picture">
        {shown === null ? (
          <p className="review-none dim">Only predictions were sent of this case: there is no picture to read.</p>
        ) : (
          <Viewer key={task.readId} {...shown} edit={null} edits={[]} reserved={asking === task.readId ? DIGITS : []} />
        )}
      </div>
      {task.stage === 'done' ? (
        <DoneRead task={task} reading={reading} undoable={undoable === task.readId} said={said} after={after} />
      ) : (
        <VerdictPanel
          key={`${task.readId} ${task.stage}`}
          task={task}
          reading={reading}
          undoable={undoable}
          said={said}
          onAsksZone={(asks) => setAsking(asks ? task.readId : null)}
        />
      )}
      <span className="sr" role="status">
        {task.place}
      </span>
    </div>
  );
}
