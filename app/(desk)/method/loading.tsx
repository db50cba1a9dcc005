import { Skeleton } from '@/app/panel/skeleton';

export default function Loading() {
  return (
    <div className="content">
      <Skeleton rows={8} label="Loading the method" />
    </div>
  );
}
