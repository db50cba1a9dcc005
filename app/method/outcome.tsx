import { Icon } from '@/app/shell/icons';

/** Whether a gate held: sign and word, never colour alone. `null`: not run. */
export function Outcome({ passes }: { passes: boolean | null }) {
  if (passes === null) return <span className="outcome faint">not run</span>;
  return (
    <span className={`outcome ${passes ? 'held' : 'failed'}`}>
      <Icon name={passes ? 'check' : 'cross'} size={12} />
      {passes ? 'holds' : 'fails'}
    </span>
  );
}
