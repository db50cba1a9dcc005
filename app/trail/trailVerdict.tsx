import { count, plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { Icon } from '@/app/shell/icons';
import type { TrailStatus } from '@/server/queries/trailStatus';
import { kindWord, placeWord } from './trailWords';

/** Faults that are listed; the command tells all. */
const MOST = 10;

/** What the last verification found, when, and how much came since. */
export function VerdictPart({ verification, records }: Pick<TrailStatus, 'verification' | 'records'>) {
  const verdict = verification?.result ?? null;
  if (verdict === null || verification === null)
    return verification === null ? <p className="dim">Nobody has verified it on this page yet.</p> : null;
  const sound = verdict.faultCount === 0;
  const since = records - verdict.records;
  return (
    <>
      <b className={sound ? 'trail-sound' : 'trail-faulty'}>
        <Icon name={sound ? 'check' : 'failed'} size={14} />{' '}
        {sound ? 'No fault found' : plural(verdict.faultCount, 'fault')}
      </b>
      <span className="small dim">
        {count(verdict.records)} records against {plural(verdict.checkpoints, 'checkpoint')}, {count(verdict.agreed)}{' '}
        agree
        {verification.asOf !== null && <>; asked on this page, as of {instant(verification.asOf)}</>}
        {since > 0 && `; ${count(since)} newer`}
      </span>
      {!sound && (
        <ul className="trail-faults small">
          {verdict.faults.slice(0, MOST).map((fault) => (
            <li key={`${fault.kind} ${fault.from} ${fault.detail}`}>
              <b>
                {kindWord(fault.kind)}, {placeWord(fault)}
              </b>
              : {fault.detail}
            </li>
          ))}
          {verdict.faultCount > MOST && <li>… all of them: npm run audit:verify</li>}
        </ul>
      )}
    </>
  );
}
