'use client';
import { useState } from 'react';
import { count, plural } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { DropZone } from './dropZone';
import { zoneOfFile } from './maskFiles';
import { MetadataFieldset } from './metadataFields';
import { NO_METADATA } from './metadataForm';
import { UploadRow } from './uploadRow';
import { isFinished, totalShare, type UploadState } from './uploadState';
import { useUploads } from './useUploads';

/** Sends radiographs: many at once, each with its own progress and its own answer. */
export function Uploader() {
  const [fields, setFields] = useState(NO_METADATA);
  const [masks, setMasks] = useState<File[]>([]);
  const uploads = useUploads(fields);
  const { items } = uploads.state;
  return (
    <div className="stack">
      <section className="panel">
        <div className="body">
          <MetadataFieldset fields={fields} onChange={setFields} />
        </div>
      </section>
      <details className="panel masks-panel">
        <summary className="summary">
          Masks{masks.length > 0 ? `: ${plural(masks.length, 'file')}` : ' (optional, for one image)'}
        </summary>
        <MaskPicker masks={masks} onMasks={setMasks} />
      </details>
      <DropZone
        accept=".dcm,.dicom,.png,.jpg,.jpeg,application/dicom,image/png,image/jpeg"
        multiple
        label="Drop radiographs here, or choose them"
        onFiles={(files) => {
          uploads.add(files, masks);
          setMasks([]);
        }}
      >
        <span className="small dim">
          DICOM, PNG or JPEG, 8 or 16 bit. The same bytes from the same site are the same case.
        </span>
      </DropZone>
      {items.length > 0 && (
        <section className="panel" aria-label="Files">
          <Total state={uploads.state} onCancelAll={uploads.cancelAll} onClear={uploads.clear} />
          <ol className="upload-list">
            {items.map((item) => (
              <UploadRow
                key={item.key}
                item={item}
                onCancel={() => uploads.cancel(item.key)}
                onRetry={() => uploads.retry(item.key)}
              />
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function Total({
  state: { items },
  onCancelAll,
  onClear,
}: {
  state: UploadState;
  onCancelAll: () => void;
  onClear: () => void;
}) {
  const share = totalShare(items);
  const finished = items.filter((item) => isFinished(item.progress)).length;
  const refused = items.filter((item) => item.progress.at === 'refused').length;
  return (
    <header className="upload-total">
      <h2>
        {count(finished)} of {plural(items.length, 'file')}
      </h2>
      <span className="q">
        {percent(share)} sent{refused > 0 && `, ${count(refused)} refused`}
      </span>
      <span className="tools">
        {finished < items.length ? (
          <button type="button" className="btn" onClick={onCancelAll}>
            Cancel the rest
          </button>
        ) : (
          <button type="button" className="btn quiet" onClick={onClear}>
            Clear the list
          </button>
        )}
      </span>
      <span
        className="bar"
        role="progressbar"
        aria-label="All files"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <i style={{ width: `${share * 100}%` }} />
      </span>
    </header>
  );
}

function MaskPicker({ masks, onMasks }: { masks: File[]; onMasks: (masks: File[]) => void }) {
  return (
    <div className="body stack">
      <DropZone accept=".png,image/png" multiple label="Choose mask files (PNG, 0 and 255)" onFiles={onMasks}>
        <span className="small dim">
          The name ends with the zone: lung-left.png, case7-heart.png, marker.png. They override the segmenter.
        </span>
      </DropZone>
      {masks.length > 0 && (
        <ul className="small dim">
          {masks.map((mask) => (
            <li key={mask.name}>
              {mask.name}: {zoneOfFile(mask.name) ?? 'no zone in the name, will not be sent'}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
