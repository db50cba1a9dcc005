'use client';
import { useState } from 'react';

/** Copies `text`; says so for two seconds. Without clipboard access the text beside it can still be selected. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(done ? 'Copied' : 'Select it');
    setTimeout(() => setSaid(null), 2000);
  };
  return (
    <button type="button" className="btn quiet" onClick={copy} aria-label={`Copy ${label}`}>
      <span aria-live="polite">{said ?? 'Copy'}</span>
    </button>
  );
}

/** A long id or hash, cut with an ellipsis, whole in the clipboard. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  return (
    <span className="copy-line">
      <code title={text}>{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}
