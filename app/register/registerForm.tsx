'use client';
import { useRef, useState } from 'react';
import { bytes } from '@/app/format/bytes';
import { percent } from '@/app/format/share';
import { ProblemNote } from '@/app/panel/problemNote';
import { withBase } from '@/app/shell/basePath';
import { DropZone } from '@/app/uploader/dropZone';
import { problemOf, type Sent, send } from '@/app/uploader/send';
import type { ProblemBody } from '@/server/problem/problemBody';
import { CLASSIFIER_TEMPLATE, checkManifest } from './checkManifest';
import { ManifestEditor } from './manifestEditor';
import { type Registration, registration } from './registration';
import { RegistrationResult } from './registrationResult';

type Stage =
  | { at: 'editing'; problem: ProblemBody | null }
  | { at: 'sending'; share: number }
  | { at: 'done'; result: Registration; href: string };

const stageOf = (sent: Sent, href: string): Stage => {
  const parsed = registration.safeParse(sent.body);
  return parsed.success && sent.status < 300
    ? { at: 'done', result: parsed.data, href }
    : { at: 'editing', problem: problemOf(sent) };
};

/** Registers a model version: its ONNX file and its manifest. */
export function RegisterForm() {
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState(CLASSIFIER_TEMPLATE);
  const [stage, setStage] = useState<Stage>({ at: 'editing', problem: null });
  const cancel = useRef<AbortController>(null);
  const check = checkManifest(text);
  const submit = async (): Promise<void> => {
    if (file === null || !check.ok) return;
    const form = new FormData();
    form.append('manifest', text);
    form.append('model', file);
    cancel.current = new AbortController();
    setStage({ at: 'sending', share: 0 });
    const { name, version } = check.manifest;
    const href = `/models/${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
    const sent = await send(
      withBase('/api/v1/models'),
      form,
      (share) => setStage({ at: 'sending', share }),
      cancel.current.signal,
    ).catch(() => null);
    setStage(sent === null ? { at: 'editing', problem: null } : stageOf(sent, href));
  };
  if (stage.at === 'done') return <RegistrationResult result={stage.result} href={stage.href} />;
  return (
    <form
      className="stack register"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DropZone
        accept=".onnx"
        label={file === null ? 'Drop the ONNX file here, or choose it' : file.name}
        onFiles={([first]) => setFile(first ?? null)}
      >
        <span className="small dim">
          {file === null ? 'One file, with its weights inside.' : `${bytes(file.size)}. Choose again to replace it.`}
        </span>
      </DropZone>
      <ManifestEditor text={text} check={check} onChange={setText} />
      {stage.at === 'editing' && stage.problem !== null && <ProblemNote problem={stage.problem} />}
      {stage.at === 'sending' ? (
        <Sending share={stage.share} onCancel={() => cancel.current?.abort()} />
      ) : (
        <div className="register-actions">
          <button type="submit" className="btn primary" disabled={file === null || !check.ok}>
            Register
          </button>
          <span className="small faint">
            {file === null
              ? 'An ONNX file is missing.'
              : !check.ok
                ? 'The manifest is not valid yet.'
                : 'A version never changes once it is registered.'}
          </span>
        </div>
      )}
    </form>
  );
}

function Sending({ share, onCancel }: { share: number; onCancel: () => void }) {
  return (
    <div className="sending" role="status">
      <span className="bar" style={{ flex: 1 }}>
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span>{share < 1 ? `Sending, ${percent(share)}` : 'Reading the graph and checking its maps …'}</span>
      {share < 1 && (
        <button type="button" className="btn" onClick={onCancel}>
          Cancel
        </button>
      )}
    </div>
  );
}
