import { count } from '@/app/format/number';
import { countOpenAlarms } from '@/server/alarms/listAlarms';
import '@/app/styles/alarmBadge.css';

/** How many alarms are open, beside the link to them; nothing when none is. */
export async function AlarmBadge() {
  const open = await countOpenAlarms();
  if (open === 0) return null;
  return (
    <span className="dead-badge alarm-badge">
      {count(open)}
      <span className="sr"> open</span>
    </span>
  );
}
