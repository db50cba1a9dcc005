'use client';
import { bytes } from '@/app/format/bytes';
import { plural } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { ProblemNote } from '@/app/panel/problemNote';
import { Icon } from '@/app/shell/icons';
import { PageLink } from '@/app/shell/pageLink';
import type { UploadItem } from './uploadState';

type Props = { item: UploadItem; onCancel: () => void; onRetry: () => void };

/** One file: how far it is, and what became of it. */
export function UploadRow({ item, onCancel, onRetry }: Props) {
  const { file, progress, masks } = item;
  const busy = progress.at === 'sending' || progress.at === 'waiting';
  return (
    <li className="upload-row">
      <span className="upload-name">
        <span className="cut strong">{file.name}</span>
        <span className="small faint">
          {bytes(file.size)}
          {masks.length > 0 && `, ${plural(masks.length, 'mask')}`}
        </span>
      </span>
      <span className="upload-state small" role="status">
        <StateWords item={item} />
      </span>
      <span className="upload-act">
        {busy && (
          <button type="button" className="btn quiet" onClick={onCancel} aria-label={`Cancel ${file.name}`}>
            Cancel
          </button>
        )}
        {(progress.at === 'refused' || progress.at === 'cancelled') && (
          <button type="button" className="btn" onClick={onRetry} aria-label={`Try ${file.name} again`}>
            Try again
          </button>
        )}
        {progress.at === 'done' && (
          <PageLink
            className="btn"
            href={`/cases/${encodeURIComponent(progress.instanceId)}`}
            aria-label={`Open the case of ${file.name}`}
          >
            Open case
          </PageLink>
        )}
      </span>
      {progress.at === 'sending' && (
        <span className="bar upload-bar">
          <i style={{ width: `${progress.share * 100}%` }} />
        </span>
      )}
      {progress.at === 'refused' && (
        <div className="upload-problem">
          <ProblemNote problem={progress.problem} />
        </div>
      )}
    </li>
  );
}

function StateWords({ item: { progress } }: { item: UploadItem }) {
  switch (progress.at) {
    case 'waiting':
      return <span className="faint">waiting</span>;
    case 'sending':
      return <span>sending, {percent(progress.share)}</span>;
    case 'reading':
      return <span>received, being checked</span>;
    case 'cancelled':
      return <span className="faint">cancelled</span>;
    case 'refused':
      return (
        <span className="refused icon-line">
          <Icon name="cross" size={12} /> refused
        </span>
      );
    case 'done':
      return (
        <span className="icon-line">
          <Icon name="check" size={12} />
          {progress.status === 'done'
            ? 'read'
            : progress.status === 'pending'
              ? 'stored, in the queue'
              : progress.status.replace('-', ' ')}
        </span>
      );
  }
}
