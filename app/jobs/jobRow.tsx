import { since } from '@/app/format/time';
import { PageLink } from '@/app/shell/pageLink';
import type { JobEntry } from '@/server/queries/jobs';
import { JobObject } from './jobObject';
import { JobStateMark } from './jobState';
import { attemptWords, kindWord, nextWords, reasonWords } from './jobWords';

type Props = { entry: JobEntry; href: string; asOf: string; open: boolean; chosen: boolean; choose: () => void };

/** One job. On phones each cell is a line with the name of its column. */
export function JobRow({ entry, href, asOf, open, chosen, choose }: Props) {
  const [first, ...others] = entry.reasons;
  const kind = kindWord(entry.kind);
  return (
    <tr data-row data-job={entry.id} aria-current={open ? 'true' : undefined}>
      <td className="job-pick">
        <input type="checkbox" aria-label={`Choose: ${kind}`} checked={chosen} onChange={choose} />
      </td>
      <th scope="row">
        <PageLink className="job-link" href={href} scroll={false}>
          {kind}
        </PageLink>
      </th>
      <td data-name="About">
        <JobObject object={entry.object} />
      </td>
      <td data-name="State">
        <JobStateMark state={entry.state} />
      </td>
      <td data-name="Reason" className={first === undefined ? 'job-none' : 'job-reason'}>
        {first === undefined ? <span className="faint">none</span> : reasonWords(first)}
        {others.length > 0 && <span className="faint"> and {others.length} more</span>}
      </td>
      <td data-name="Tries" className="num">
        {attemptWords(entry) ?? <span className="faint">final</span>}
      </td>
      <td data-name="Next" className="num dim">
        {nextWords(entry, asOf) ?? <span className="faint">never</span>}
      </td>
      <td data-name="Age" className="num dim">
        {since(Date.parse(asOf) - Date.parse(entry.createdAt))}
      </td>
    </tr>
  );
}
