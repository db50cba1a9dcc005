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
        <p>{detail.statusReason ?? 'No reason was recorded.'}</p>
        <PageLink className="btn" href="/upload">
          Send it again
        </PageLink>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="empty"
      title={detail.status === 'not-scored' ? 'Stored, not scored' : 'No version read this case'}
    >
      <p>
        {detail.statusReason ??
          'No registered version applies to this image: lateral and non-chest images are stored and counted, not scored.'}
      </p>
      <PageLink className="btn" href="/models">
        Registered models
      </PageLink>
    </EmptyState>
  );
}
