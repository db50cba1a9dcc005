import { SkeletonLine, SkeletonPanel, Waiting } from '@/app/panel/skeleton';
import { PageFrame } from '@/app/shell/pageFrame';

export default function Loading() {
  return (
    <PageFrame crumbs={[{ name: 'Models' }]}>
      <h1 className="sr">Models</h1>
      <Waiting label="Loading models">
        <SkeletonLine width="120px" height={24} />
        <SkeletonPanel rows={6} row={44} />
      </Waiting>
    </PageFrame>
  );
}
