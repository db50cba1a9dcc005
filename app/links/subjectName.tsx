import { PageLink } from '@/app/shell/pageLink';
import type { LinkSubject } from '@/server/links/linkPolicy';
import { subjectWords } from './linkWords';

/** What a link is about, with the way there where it is one case. */
export function SubjectName({ subject, titles }: { subject: LinkSubject; titles: ReadonlyMap<string, string> }) {
  const words = subjectWords(subject, titles);
  if (subject.scope !== 'case') return words;
  return (
    <PageLink className="link" href={`/cases/${subject.instanceId}`} title={subject.instanceId}>
      {words}
    </PageLink>
  );
}
