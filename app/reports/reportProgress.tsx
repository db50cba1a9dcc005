'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { count } from '@/app/format/number';
import { ProblemNote } from '@/app/panel/problemNote';
import { change, reach } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import type { ReportState } from '@/server/reports/reportRow';
import { progressOf } from './progressOf';

const POLL_MS = 1_000;

type Props = { report: Pick<ReportState, 'id' | 'title' | 'status' | 'done' | 'total'>; canStop: boolean };

/** How far a report is, with a way to stop it; the page is asked for anew when it has ended. */
export function ReportProgress({ report, canStop }: Props) {
  const router = useRouter();
  const [heard, setHeard] = useState(report);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const { id, title } = report;
  useEffect(() => {
    const timer = setInterval(async () => {
      const parsed = progressOf.safeParse((await reach(`/api/v1/reports/${id}`)).body);
      if (!parsed.success) return;
      setHeard((known) => ({ ...known, ...parsed.data }));
      if (parsed.data.status !== 'waiting' && parsed.data.status !== 'running') router.refresh();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [id, router]);
  const stop = async (): Promise<void> => {
    const refused = await change('POST', `/api/v1/reports/${id}/cancel`, {});
    setProblem(refused);
    if (refused === null) router.refresh();
  };
  const { status, done, total } = heard;
  const known = status === 'running' && total !== null && total > 0;
  return (
    <div className="report-progress">
      <progress aria-label={`${title}, progress`} {...(known && { value: done, max: total })} />
      <span className="small dim" role="status">
        {known
          ? `${count(done)} of ${count(total)} findings read`
          : status === 'running'
            ? 'Being made'
            : 'Waits for a worker'}
      </span>
      {canStop && (
        <button type="button" className="btn" onClick={() => void stop()}>
          Stop
        </button>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}
