import { count } from '@/app/format/number';
import { countDeadJobs } from '@/server/queries/jobsDead';

/** How many jobs are dead, beside the link to them; nothing when none is. */
export async function DeadBadge() {
  const dead = await countDeadJobs();
  if (dead === 0) return null;
  return (
    <span className="dead-badge">
      {count(dead)}
      <span className="sr"> dead</span>
    </span>
  );
}
