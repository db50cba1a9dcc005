import { SkeletonPanel, Waiting } from '@/app/panel/skeleton';
import { PageFrame } from '@/app/shell/pageFrame';

export default function Loading() {
  return (
    <PageFrame crumbs={[{ name: 'Models', href: '/models' }, { name: 'Finding' }]}>
      <Waiting label="Counting this finding">
        <SkeletonPanel rows={6} row={46} />
      </Waiting>
    </PageFrame>
  );
}
