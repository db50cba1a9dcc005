import { shortId } from '@/app/caseList/caseWords';
import { PhantomTag } from '@/app/demonstration/phantomTag';
import { PageLink } from '@/app/shell/pageLink';
import { caseHref } from '@/app/viewer/viewQuery';
import type { JobEntry } from '@/server/queries/jobs';
import { questionWord } from './jobWords';

/** What a job is about, as a link where there is a page for it. */
export function JobObject({ object }: { object: JobEntry['object'] }) {
  if (object === null) return <span className="faint">the whole store</span>;
  if (object.type === 'registration') return <span className="nowrap">{object.model}</span>;
  if (object.type === 'analysis') {
    return (
      <span className="job-object">
        {questionWord(object.question)}
        <span className="faint">{[object.model, object.finding].filter((part) => part !== null).join(' · ')}</span>
      </span>
    );
  }
  return (
    <span className="job-object">
      <PageLink className="link" href={caseHref(object.id, {})}>
        case {shortId(object.id)}
      </PageLink>
      <span className="faint">{[object.site, object.viewPosition].filter((part) => part !== null).join(' · ')}</span>
      {object.demo && <PhantomTag />}
    </span>
  );
}
