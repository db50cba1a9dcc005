import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AlarmCard } from '@/app/alarms/alarmCard';
import { SequencePanel } from '@/app/alarms/sequencePanel';
import { PageFrame } from '@/app/shell/pageFrame';
import { getAlarm } from '@/server/alarms/getAlarm';
import { AppError } from '@/server/problem/appError';
import '@/app/styles/alarms.css';

export const metadata: Metadata = { title: 'Alarm' };

export default async function AlarmPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const detail = await getAlarm(id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') notFound();
    throw error;
  });
  const { alarm } = detail;
  return (
    <PageFrame
      crumbs={[
        { name: 'Alarms', href: '/alarms' },
        { name: `${alarm.finding} at ${alarm.site}, ${alarm.viewPosition}` },
      ]}
      asOf={detail.asOf}
    >
      <div className="page-head">
        <h1 className="page-title">
          {alarm.finding} at {alarm.site}, {alarm.viewPosition}, {alarm.endedAt === null ? 'is' : 'was'} {alarm.side}{' '}
          its band
        </h1>
      </div>
      <div className="stack">
        <section className="panel" aria-label="The alarm">
          <ol className="alarm-list">
            <AlarmCard alarm={alarm} />
          </ol>
        </section>
        <SequencePanel detail={detail} />
      </div>
    </PageFrame>
  );
}
