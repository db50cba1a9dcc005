import { EmptyState } from '@/app/panel/emptyState';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';

/** A case or a model that is not here, in the frame of the others. */
export default function DeskNotFound() {
  return (
    <PageFrame crumbs={[{ name: 'Not found' }]}>
      <h1 className="page-title">There is nothing at this address</h1>
      <div className="panel not-found">
        <EmptyState title="No such case or model">
          <p>It may never have been here, or the address was cut. Nothing was lost.</p>
          <div className="state-actions">
            <PageLink className="btn primary" href="/cases">
              All cases
            </PageLink>
            <PageLink className="btn" href="/models">
              All models
            </PageLink>
          </div>
        </EmptyState>
      </div>
    </PageFrame>
  );
}
