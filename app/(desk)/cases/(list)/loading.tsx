import { SkeletonCards, SkeletonLine, Waiting } from '@/app/panel/skeleton';
import { PageFrame } from '@/app/shell/pageFrame';
import '@/app/styles/cases.css';

export default function Loading() {
  return (
    <PageFrame crumbs={[{ name: 'Cases' }]}>
      <h1 className="sr">Cases</h1>
      <Waiting label="Loading cases">
        <SkeletonLine width="160px" height={24} />
        <SkeletonLine width="min(720px, 100%)" height={28} />
        <SkeletonCards cards={12} />
      </Waiting>
    </PageFrame>
  );
}
