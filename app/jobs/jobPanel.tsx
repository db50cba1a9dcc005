import { instant } from '@/app/format/time';
import { CopyButton, CopyLine } from '@/app/panel/copyButton';
import { EmptyState } from '@/app/panel/emptyState';
import { PageLink } from '@/app/shell/pageLink';
import type { JobDetail } from '@/server/queries/jobsDetail';
import { JobActions } from './jobActions';
import { JobObject } from './jobObject';
import { JobStateMark } from './jobState';
import { attemptWords, kindWord, mayHelp, momentWords, nextWords, reasonStep, reasonWords } from './jobWords';

type Props = { job: JobDetail | null; close: string; asOf: string };

/** All that is known of one job, and what to do about it. */
export function JobPanel({ job, close, asOf }: Props) {
  return (
    <section className="panel job-panel" aria-label="Job">
      <header>
        <h2>{job === null ? 'Job' : kindWord(job.kind)}</h2>
        {job !== null && <JobStateMark state={job.state} />}
        <span className="tools">
          <PageLink className="btn" href={close} scroll={false} data-close>
            Close
          </PageLink>
        </span>
      </header>
      {job === null ? (
        <EmptyState icon="check" title="This job is done">
          <p>It is not in the queue any more, and nothing failed.</p>
        </EmptyState>
      ) : (
        <div className="body stack">
          <Reasons job={job} />
          <JobActions id={job.id} state={job.state} retryFirst={job.state === 'discarded' || mayHelp(job.reasons)} />
          <Facts job={job} asOf={asOf} />
          <Timeline job={job} />
          <Message message={job.message} />
        </div>
      )}
    </section>
  );
}

function Reasons({ job: { reasons } }: { job: JobDetail }) {
  if (reasons.length === 0) return <p className="dim">Nothing has failed.</p>;
  return (
    <ul className="job-reasons">
      {reasons.map((reason) => (
        <li key={`${reason.version} ${reason.code}`}>
          <b>{reasonWords(reason)}.</b> <span className="dim">{reasonStep(reason)}</span>
        </li>
      ))}
    </ul>
  );
}

function Facts({ job, asOf }: { job: JobDetail; asOf: string }) {
  const facts: [string, React.ReactNode][] = [
    ['About', <JobObject key="about" object={job.object} />],
    ['Tries', attemptWords(job) ?? 'no more: the failure was final'],
    ['Next try', nextWords(job, asOf) ?? 'never by itself'],
    ['Priority', job.priority === null ? 'not in the queue' : `${job.priority} (lower runs first)`],
    ...Object.entries(job.payload).map(([name, id]): [string, React.ReactNode] => [
      name,
      <CopyLine key={name} text={id} label={name} />,
    ]),
    ['Job id', <CopyLine key="id" text={job.id} label="the job id" />],
  ];
  return (
    <dl className="kv">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Timeline({ job: { timeline } }: { job: JobDetail }) {
  if (timeline.length === 0) return null;
  return (
    <div>
      <h3 className="micro faint">Timeline</h3>
      <ol className="job-timeline">
        {timeline.map((moment) => (
          <li key={`${moment.what} ${moment.at} ${moment.version}`}>
            <span>{momentWords(moment)}</span>
            <time className="dim num" dateTime={moment.at}>
              {instant(moment.at)}
            </time>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Message({ message }: { message: string | null }) {
  if (message === null) return null;
  return (
    <details className="job-message">
      <summary className="summary">Message for operators</summary>
      <pre className="snippet">{message}</pre>
      <CopyButton text={message} label="the message" />
    </details>
  );
}
