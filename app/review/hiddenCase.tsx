import { EmptyState } from '@/app/panel/emptyState';
import { PageLink } from '@/app/shell/pageLink';

/** In the place of a case's figures while its reader is to say what they see without them. */
export function HiddenCase() {
  return (
    <main className="content" id="content" tabIndex={-1}>
      <div className="panel">
        <EmptyState title="You are reading this case without the model">
          <p>Its figures and maps are shown once you have given your own answer.</p>
          <PageLink className="btn primary" href="/review">
            Back to the review
          </PageLink>
        </EmptyState>
      </div>
    </main>
  );
}
