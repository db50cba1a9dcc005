import { Skeleton } from '@/app/panel/skeleton';

export default function Loading() {
  return (
    <div className="content">
      <Skeleton rows={10} label="Loading alarms" />
    </div>
  );
}
