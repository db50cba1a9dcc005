'use client';
import type { ReactNode } from 'react';
import type { JobEntry, JobFilter } from '@/server/queries/jobs';
import { BulkBar } from './bulkBar';
import { ChangeNote } from './changeNote';
import { DiscardDialog } from './discardDialog';
import { JobGrid } from './jobGrid';
import { JobRow } from './jobRow';
import { useJobBulk } from './useJobBulk';

/** An entry with the address of its detail. */
export type LinkedJob = { entry: JobEntry; href: string };

type Props = {
  jobs: LinkedJob[];
  filter: JobFilter;
  /** How many entries the filter leaves, on all pages. */
  total: number;
  /** Whose detail is open. */
  open: string | null;
  asOf: string;
  /** In the place of the table when there is no job; what the last change did is still told above. */
  children: ReactNode;
};

/** One page of jobs: choose some, or all of the state; try them anew, or discard them. */
export function JobTable({ jobs, filter, total, open, asOf, children }: Props) {
  const bulk = useJobBulk(jobs.map(({ entry }) => entry.id));
  return (
    <>
      <BulkBar bulk={bulk} filter={filter} total={total} />
      <ChangeNote changes={bulk.changes} />
      {jobs.length === 0 ? (
        children
      ) : (
        <JobGrid all={bulk.chosen.length === jobs.length} chooseAll={bulk.chooseAll}>
          {jobs.map(({ entry, href }) => (
            <JobRow
              key={entry.id}
              entry={entry}
              href={href}
              asOf={asOf}
              open={entry.id === open}
              chosen={bulk.chosen.includes(entry.id)}
              choose={() => bulk.choose(entry.id)}
            />
          ))}
        </JobGrid>
      )}
      <DiscardDialog
        dialog={bulk.dialog}
        count={bulk.asked?.count ?? 0}
        what={bulk.asked?.what ?? ''}
        discard={bulk.discardAsked}
      />
    </>
  );
}
