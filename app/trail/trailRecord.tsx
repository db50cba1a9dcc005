import { count } from '@/app/format/number';
import { minute } from '@/app/format/time';
import { CopyButton, CopyLine } from '@/app/panel/copyButton';
import { Fact } from '@/app/panel/fact';
import { PageLink } from '@/app/shell/pageLink';
import { caseHref } from '@/app/viewer/viewQuery';
import { HELD_BACK, type ShownRecord } from '@/server/review/heldBack';
import { trailHref } from './trailQuery';
import { actorWord, kindWord, subjectWord } from './trailWords';

/** Subjects that a line names, and that an open record lists. */
const IN_LINE = 1;
const IN_RECORD = 60;

/** `names`: of subjects, by how they are recorded. */
type Props = { record: ShownRecord; names: ReadonlyMap<string, string> };

/** One record: a line, and below it content, hashes and what it is about. */
export function TrailRecordLine({ record, names }: Props) {
  const { seq, at, kind, subjects } = record;
  const [first] = subjects;
  return (
    <li>
      <details className="trail-record">
        <summary>
          <span className="trail-seq num">{count(seq)}</span>
          <time dateTime={at}>{minute(at)}</time>
          <b>{kindWord(kind)}</b>
          <span className="trail-actor">{actorWord(record)}</span>
          <span className="trail-about faint">
            {first !== undefined && subjectWord(first, names.get(first))}
            {subjects.length > IN_LINE && ` and ${count(subjects.length - IN_LINE)} more`}
          </span>
        </summary>
        <RecordDetail record={record} names={names} />
      </details>
    </li>
  );
}

function RecordDetail({ record, names }: Props) {
  const { seq, at, actor, actorName, subjects, content, previous, hash } = record;
  return (
    <div className="trail-detail">
      <dl className="facts">
        <Fact name="At">{at}</Fact>
        <Fact name="By">
          <span className="trail-subject">
            <PageLink className="link" href={trailHref({ filter: { actor } })}>
              {actorName === null ? actor : actorWord(record)}
            </PageLink>
            {actorName !== null && <CopyButton text={actor} label={`the id of ${actorName}`} />}
          </span>
        </Fact>
        {subjects.length > 0 && (
          <Fact name="About">
            <span className="trail-subjects">
              {subjects.slice(0, IN_RECORD).map((subject) => (
                <Subject key={subject} subject={subject} name={names.get(subject)} />
              ))}
              {subjects.length > IN_RECORD && <span>… {count(subjects.length - IN_RECORD)} more in the content</span>}
            </span>
          </Fact>
        )}
        <Fact name="Hash">
          <CopyLine text={hash} label={`the hash of record ${seq}`} />
        </Fact>
        <Fact name="Hash before">
          <CopyLine text={previous} label={`the hash before record ${seq}`} />
        </Fact>
      </dl>
      <p className="trail-content-head small dim">
        Content, as it is hashed{' '}
        {content !== null && <CopyButton text={content} label={`the content of record ${seq}`} />}
      </p>
      {content === null ? (
        <p className="dim">{`It is ${HELD_BACK}.`}</p>
      ) : (
        <pre className="snippet trail-content">{pretty(content)}</pre>
      )}
    </div>
  );
}

/** What a record is about: the others about it are one click away, and so is an image. An id stands whole, or is copied. */
function Subject({ subject, name }: { subject: string; name: string | undefined }) {
  const id = /^instance:(.+)$/.exec(subject)?.[1];
  return (
    <span className="trail-subject">
      <PageLink className="link" href={trailHref({ filter: { subject } })}>
        {name === undefined ? subject : subjectWord(subject, name)}
      </PageLink>
      {name !== undefined && <CopyButton text={subject} label={`the id of ${name}`} />}
      {id !== undefined && (
        <PageLink className="link small" href={caseHref(id, {})}>
          case
        </PageLink>
      )}
    </span>
  );
}

function pretty(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), null, 2);
  } catch {
    return content;
  }
}
