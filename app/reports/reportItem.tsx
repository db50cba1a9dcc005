import { day, instant } from '@/app/format/time';
import { ShareLink } from '@/app/links/shareLink';
import { CopyLine } from '@/app/panel/copyButton';
import { Fact } from '@/app/panel/fact';
import { ProblemNote } from '@/app/panel/problemNote';
import { withBase } from '@/app/shell/basePath';
import type { ReportState } from '@/server/reports/reportRow';
import { ReportProgress } from './reportProgress';

type Props = { report: ReportState; canGovern: boolean };

/** One report: what it is of, where it stands, its files and their hashes. */
export function ReportItem({ report, canGovern }: Props) {
  const { id, title, status, problem, askedAt } = report;
  const underWay = status === 'waiting' || status === 'running';
  return (
    <li className="panel report-item" data-status={status}>
      <div className="report-head">
        <div>
          <h3 className="strong">{title}</h3>
          <p className="small dim">
            {periodText(report)}. {status === 'done' && report.finishedAt !== null ? 'Made' : 'Asked for'}{' '}
            {instant(report.finishedAt ?? askedAt)}
          </p>
        </div>
        {status === 'done' && <Downloads id={id} title={title} />}
        {status === 'cancelled' && <span className="dim">Stopped</span>}
        {status === 'failed' && <span className="report-failed">Failed</span>}
      </div>
      {underWay && <ReportProgress key={`${id} ${status}`} report={report} canStop={canGovern} />}
      {status === 'failed' && problem !== null && <ProblemNote problem={problem} />}
      {status === 'done' && <Hashes report={report} />}
    </li>
  );
}

function periodText({ period }: ReportState): string {
  if (period === null) return 'The whole time';
  return `${day(period.from)} to ${day(new Date(Date.parse(period.to) - 1).toISOString())}`;
}

function Downloads({ id, title }: { id: string; title: string }) {
  const path = (file: string) => withBase(`/api/v1/reports/${id}/${file}`);
  return (
    <div className="report-files">
      <a className="btn primary" href={path('pdf')} aria-label={`PDF of ${title}`} download>
        PDF
      </a>
      <a className="btn" href={path('page')} aria-label={`Page of ${title}`} target="_blank" rel="noreferrer">
        Page
      </a>
      <a className="btn" href={path('content.json')} aria-label={`JSON of ${title}`} download>
        JSON
      </a>
      <ShareLink subject={{ scope: 'report', reportId: id }} />
    </div>
  );
}

function Hashes({ report: { title, contentSha256, pageSha256, pdfSha256, trail } }: { report: ReportState }) {
  const hashes = [
    { name: 'Content', hash: contentSha256 },
    { name: 'PDF', hash: pdfSha256 },
    { name: 'Page', hash: pageSha256 },
    { name: `Trail #${trail?.seq ?? ''}`, hash: trail?.hash ?? null },
  ];
  return (
    <details>
      <summary className="summary">Hashes</summary>
      <dl className="kv">
        {hashes.map(
          ({ name, hash }) =>
            hash !== null && (
              <Fact key={name} name={name}>
                <CopyLine text={hash} label={`${name} hash of ${title}`} />
              </Fact>
            ),
        )}
      </dl>
    </details>
  );
}
