import { count, plural } from '@/app/format/number';
import { PageLink } from '@/app/shell/pageLink';
import type { Overview } from '@/server/queries/overview';

const REST = [
  { key: 'pending', status: 'pending', word: 'waiting' },
  { key: 'failed', status: 'failed', word: 'failed' },
  { key: 'notScored', status: 'not-scored', word: 'not scored' },
] as const;

/** What the numbers rest on: cases that were read, and those that are not in them, each a link to the list. */
export function CountsLine({ counts }: { counts: Overview['counts'] }) {
  const read = counts.instances - counts.pending - counts.failed - counts.notScored;
  return (
    <p className="counts-line small dim">
      {plural(read, 'case')} read
      {REST.filter(({ key }) => counts[key] > 0).map(({ key, status, word }) => (
        <span key={key}>
          {' · '}
          <PageLink className="link" href={`/cases?status=${status}`}>
            {count(counts[key])} {word}
          </PageLink>
        </span>
      ))}
    </p>
  );
}
