'use client';
import { useState } from 'react';

type Props = { text: string; label: string; words?: string };

/** Copies `text`; says so for two seconds. Without clipboard access the text beside it can still be selected. */
export function CopyButton({ text, label, words = 'Copy' }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(done ? 'Copied' : words === 'Copy' ? 'Select it' : 'Not copied');
    setTimeout(() => setSaid(null), 2000);
  };
  return (
    <button type="button" className="btn quiet" onClick={copy} aria-label={`Copy ${label}`}>
      <span aria-live="polite">{said ?? words}</span>
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
