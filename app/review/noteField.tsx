'use client';
import type { Ref } from 'react';
import { LONGEST_NOTE } from './draft';

type Props = { ref: Ref<HTMLTextAreaElement>; note: string; onChange: (note: string) => void; onSave: () => void };

/** A note, if the verdict needs one. Enter saves from here as well; Escape goes back to the keys. */
export function NoteField({ ref, note, onChange, onSave }: Props) {
  return (
    <label className="review-note">
      <span className="note-head">
        Note, if it needs one <kbd>n</kbd>
      </span>
      <textarea
        ref={ref}
        className="input"
        rows={3}
        maxLength={LONGEST_NOTE}
        value={note}
        placeholder="No names or dates of patients"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.blur();
          onSave();
        }}
      />
    </label>
  );
}
