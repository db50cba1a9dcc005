'use client';
import { count } from '@/app/format/number';
import type { JobFilter } from '@/server/queries/jobs';
import { allOf, bulkOf } from './bulk';
import type { JobBulk } from './useJobBulk';

type Props = { bulk: JobBulk; filter: JobFilter; total: number };

/** What can be done with the chosen jobs, or else with all of the filter. */
export function BulkBar({ bulk: { chosen, chooseAll, changes, retry, discard }, filter, total }: Props) {
  const some = bulkOf(chosen);
  const bulk = some ?? allOf(filter, total);
  if (bulk === null) return <p className="job-bulk small faint">Choose jobs, or a state, to change several at once.</p>;
  const all = some === null ? ` all ${count(bulk.count)}` : '';
  const { busy } = changes;
  return (
    <div className="job-bulk">
      {some !== null && <span className="strong">{count(bulk.count)} chosen</span>}
      {filter.state !== 'running' && (
        <button type="button" className="btn" disabled={busy} onClick={() => retry(bulk)}>
          Retry{all}
        </button>
      )}
      {filter.state !== 'running' && filter.state !== 'discarded' && (
        <button type="button" className="btn" disabled={busy} onClick={() => discard(bulk)}>
          Discard{all} …
        </button>
      )}
      {some !== null && (
        <button type="button" className="btn quiet" onClick={() => chooseAll(false)}>
          Clear
        </button>
      )}
      {busy && <span className="small dim">Working …</span>}
    </div>
  );
}
