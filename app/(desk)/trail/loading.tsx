import { Skeleton } from '@/app/panel/skeleton';

export default function Loading() {
  return (
    <div className="content">
      <Skeleton rows={12} label="Loading the audit trail" />
    </div>
  );
}
