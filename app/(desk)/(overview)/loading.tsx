import { SkeletonLine, SkeletonPanel, Waiting } from '@/app/panel/skeleton';
import { PageFrame } from '@/app/shell/pageFrame';
import '@/app/styles/overview.css';

export default function Loading() {
  return (
    <PageFrame crumbs={[{ name: 'Overview' }]}>
      <h1 className="sr">Overview</h1>
      <Waiting label="Loading the overview">
        <SkeletonLine width="min(640px, 92%)" height={28} />
        <SkeletonLine width="min(480px, 70%)" />
        <div className="overview-grid">
          <SkeletonPanel rows={10} row={46} />
          <SkeletonPanel rows={7} row={68} />
        </div>
      </Waiting>
    </PageFrame>
  );
}
