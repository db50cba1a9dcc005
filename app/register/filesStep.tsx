'use client';
import { bytes } from '@/app/format/bytes';
import { percent } from '@/app/format/share';
import { DropZone } from '@/app/uploader/dropZone';
import { type Chosen, withFiles } from './filesOf';
import type { Try } from './useTry';

type Props = { chosen: Chosen; onChoose: (chosen: Chosen) => void; tried: Try; onRead: () => void };

/** The first step: which files, and how far they are on their way. */
export function FilesStep({ chosen, onChoose, tried, onRead }: Props) {
  const { model, data, manifest } = chosen;
  const { busy } = tried;
  return (
    <>
      <DropZone
        accept=".onnx,.data,.bin,.pb,.weights,.json"
        multiple
        label="Drop the ONNX file here, or choose it"
        onFiles={(files) => onChoose(withFiles(chosen, files))}
      >
        <span className="small dim">
          With the files that hold its weights, if they are apart, and a manifest (.json), if there is one.
        </span>
      </DropZone>
      {(model !== null || data.length > 0 || manifest !== null) && (
        <ul className="file-list">
          {model !== null && (
            <FileRow file={model} what="the graph" onRemove={() => onChoose({ ...chosen, model: null })} />
          )}
          {data.map((file) => (
            <FileRow
              key={file.name}
              file={file}
              what="weights"
              onRemove={() => onChoose({ ...chosen, data: data.filter((one) => one !== file) })}
            />
          ))}
          {manifest !== null && (
            <FileRow file={manifest} what="manifest" onRemove={() => onChoose({ ...chosen, manifest: null })} />
          )}
        </ul>
      )}
      {busy?.what === 'sending' ? (
        <Sending share={busy.share} onCancel={tried.cancel} />
      ) : (
        <div className="register-actions">
          <button type="button" className="btn primary" disabled={model === null || busy !== null} onClick={onRead}>
            Read the files
          </button>
          <span className="small faint">
            {model === null
              ? tried.id === null
                ? 'An ONNX file is missing.'
                : 'Files of this try are with the server. Choose others to begin anew.'
              : manifest === null
                ? 'Without a manifest one is proposed, for you to look over.'
                : 'Nothing goes live before the last step.'}
          </span>
        </div>
      )}
    </>
  );
}

function FileRow({ file, what, onRemove }: { file: File; what: string; onRemove: () => void }) {
  return (
    <li>
      <span className="strong">{file.name}</span>
      <span className="tag">{what}</span>
      <span className="num faint">{bytes(file.size)}</span>
      <button type="button" className="btn quiet" aria-label={`Remove ${file.name}`} onClick={onRemove}>
        ×
      </button>
    </li>
  );
}

function Sending({ share, onCancel }: { share: number; onCancel: () => void }) {
  return (
    <div className="sending">
      <progress className="analysis-bar" aria-label="Sending the files" value={share} />
      <span>Sending, {percent(share)}</span>
      <button type="button" className="btn" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
