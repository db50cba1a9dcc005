import { statusReasonWords } from '@/app/caseList/caseWords';
import { jobsHref } from '@/app/jobs/jobQuery';
import { EmptyState } from '@/app/panel/emptyState';
import { Skeleton } from '@/app/panel/skeleton';
import { PageLink } from '@/app/shell/pageLink';
import type { CaseDetail } from '@/server/queries/caseDetail';

/** Why there is no answer yet, and what to do about it. */
export function CaseState({ detail }: { detail: CaseDetail }) {
  if (detail.status === 'pending') {
    return (
      <EmptyState icon="models" title="Waiting to be read">
        <p>The image is stored and in the queue. The answer appears here by itself.</p>
        <Skeleton rows={5} label="Waiting for the answer" />
      </EmptyState>
    );
  }
  if (detail.status === 'failed') {
    return (
      <EmptyState icon="failed" title="Reading failed">
        <p>{statusReasonWords(detail) ?? 'No reason was recorded'}.</p>
        <div className="state-actions">
          <PageLink className="btn primary" href={jobsHref({ job: `audit-instance:${detail.instanceId}` })}>
            {detail.statusReason === 'discarded' ? 'Retry it' : 'Retry or discard it'}
          </PageLink>
          <PageLink className="btn" href="/upload">
            Send another file
          </PageLink>
        </div>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="empty"
      title={detail.status === 'not-scored' ? 'Stored, not scored' : 'No version read this case'}
    >
      <p>
        {statusReasonWords(detail) ?? 'No registered version applies to it'}.{' '}
        {detail.sha256 === null ? 'What is known of it is kept.' : 'The image is stored and counted, not scored.'}
      </p>
      <PageLink className="btn" href="/models">
        Registered models
      </PageLink>
    </EmptyState>
  );
}
