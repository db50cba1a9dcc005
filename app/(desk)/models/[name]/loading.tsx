import { SkeletonLine, SkeletonPanel, Waiting } from '@/app/panel/skeleton';
import { PageFrame } from '@/app/shell/pageFrame';

/** Of a model's page and of its versions' alike. */
export default function Loading() {
  return (
    <PageFrame crumbs={[{ name: 'Models', href: '/models' }]}>
      <h1 className="sr">Model</h1>
      <Waiting label="Loading the model">
        <div className="stack">
          <SkeletonLine width="220px" height={24} />
          <SkeletonPanel rows={3} row={46} />
          <SkeletonPanel rows={6} row={44} />
        </div>
      </Waiting>
    </PageFrame>
  );
}
