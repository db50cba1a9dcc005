import { db } from '@/server/db/client';
import { describeDemonstration } from '@/server/demonstration/describe';
import { settings } from '@/server/settings';
import { DemonstrationControls } from './demonstrationControls';
import { progressWords, removalShare, spokenState } from './words';

/** Says on every page, while cases of the demonstration are there, that nobody in them is real. */
export async function DemonstrationBanner() {
  const now = await describeDemonstration(db(), new Date(), settings().demo);
  if (now.status === 'none' || now.status === 'removed') return null;
  const [state, ...rest] = progressWords(now);
  // Where space is short the count of what goes as it should is left out.
  const usual = now.enabled && now.problem === null && (now.status === 'running' || now.status === 'paused');
  return (
    <aside className="demonstration" aria-label="Demonstration" data-tour="demonstration">
      <p className="demonstration-what">
        <b>Demonstration:</b> synthetic patients<span className="opt"> from two invented hospitals</span>. No real
        person.
      </p>
      <p className={usual ? 'demonstration-state usual' : 'demonstration-state'}>
        <b>{state}</b>
        {rest.map((part) => (
          <span key={part}>{part}</span>
        ))}
        {now.status === 'removing' && (
          <span className="bar" aria-hidden="true">
            <i style={{ transform: `scaleX(${removalShare(now)})` }} />
          </span>
        )}
      </p>
      <span className="sr" role="status">
        {spokenState(now)}
      </span>
      {now.status !== 'removing' && <DemonstrationControls now={now} />}
    </aside>
  );
}
