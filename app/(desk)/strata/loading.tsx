import { SkeletonLine, SkeletonPanel, Waiting } from '@/app/panel/skeleton';
import { PageFrame } from '@/app/shell/pageFrame';

export default function Loading() {
  return (
    <PageFrame crumbs={[{ name: 'Strata' }]}>
      <h1 className="sr">Strata</h1>
      <Waiting label="Loading strata">
        <SkeletonLine width="62%" height={28} />
        <SkeletonPanel rows={8} row={44} />
      </Waiting>
    </PageFrame>
  );
}
