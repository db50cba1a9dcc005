'use client';
import { type RefObject, useRef, useState } from 'react';
import { asksZone, type Draft, EMPTY_DRAFT, keyed, missing, UNAIDED_ANSWERS, VERDICTS } from './draft';
import type { ReviewTask } from './reviewTask';
import type { Reading } from './useReading';
import { useReviewKeys } from './useReviewKeys';

export type Open = {
  task: ReviewTask;
  reading: Reading;
  /** Read last, and taken back with `u`; null when there is nothing to take back. */
  undoable: string | null;
  /** Told when the digits become zones, and when they are given back. */
  onAsksZone: (asks: boolean) => void;
};

/** A verdict on its way: what is chosen, what is lacking still, and what can be done with it. */
export type VerdictNow = {
  draft: Draft;
  /** What is missing, told once it was to be saved without. */
  why: string | null;
  note: RefObject<HTMLTextAreaElement | null>;
  change: (draft: Draft) => void;
  save: () => void;
  release: () => void;
  undo: () => void;
};

const DIGITS = [...'12345678'];

/** The verdict on one case with the keys that make it. */
export function useVerdict({ task, reading, undoable, onAsksZone }: Open): VerdictNow {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [why, setWhy] = useState<string | null>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const isUnaided = task.stage === 'unaided';
  const change = (next: Draft): void => {
    setDraft(next);
    setWhy(null);
    onAsksZone(asksZone(next));
  };
  const save = (): void => {
    const lacking = missing(draft);
    setWhy(lacking);
    if (lacking === null && !reading.busy) reading.save(task, draft);
  };
  const release = (): void => {
    if (!reading.busy) reading.release(task);
  };
  const undo = (): void => {
    if (undoable !== null && !reading.busy) reading.undo(undoable);
  };
  const press = (event: KeyboardEvent): void => {
    const next = keyed(draft, event.key.toLowerCase(), isUnaided ? UNAIDED_ANSWERS : VERDICTS);
    if (next !== null) change(next);
  };
  useReviewKeys({
    ...Object.fromEntries(['q', 'w', 'e', ...(asksZone(draft) ? DIGITS : [])].map((key) => [key, press])),
    ...(!isUnaided && { n: () => note.current?.focus() }),
    ...{ r: release, u: undo, enter: save },
  });
  return { draft, why, note, change, save, release, undo };
}
