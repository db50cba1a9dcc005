'use client';
import { type RefObject, useRef, useState } from 'react';
import { useKeys } from '@/app/shell/useKeys';
import { type Bulk, bulkOf } from './bulk';
import { askToDiscard } from './discardDialog';
import { type JobChanges, useJobChange } from './useJobChange';

/** What is chosen of a page of jobs, and what is done with it. */
export type JobBulk = {
  /** In the order of the page. */
  chosen: string[];
  choose: (id: string) => void;
  chooseAll: (all: boolean) => void;
  changes: JobChanges;
  retry: (bulk: Bulk) => void;
  /** Asks first. */
  discard: (bulk: Bulk) => void;
  /** What is asked about. */
  asked: Bulk | null;
  discardAsked: () => void;
  dialog: RefObject<HTMLDialogElement | null>;
};

/** `x` chooses the job whose row has the focus, `r` retries and `d` discards it, or what is chosen. */
export function useJobBulk(page: string[]): JobBulk {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Bulk | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const changes = useJobChange();
  const chosen = page.filter((id) => marked.has(id));
  const choose = (id: string): void => setMarked(toggled(marked, id));
  const send = (action: 'retry' | 'discard', bulk: Bulk): void => {
    changes.send(action, bulk.request);
    setMarked(new Set());
  };
  const retry = (bulk: Bulk): void => send('retry', bulk);
  const discard = (bulk: Bulk): void => {
    setAsked(bulk);
    askToDiscard(dialog);
  };
  const withBulk = (change: (bulk: Bulk) => void): void => {
    const bulk = bulkOf(chosen.length > 0 ? chosen : focusedIds());
    if (bulk !== null) change(bulk);
  };
  useKeys({ x: () => focusedIds().forEach(choose), r: () => withBulk(retry), d: () => withBulk(discard) });
  const chooseAll = (all: boolean): void => setMarked(new Set(all ? page : []));
  const discardAsked = (): void => {
    if (asked !== null) send('discard', asked);
  };
  return { chosen, choose, chooseAll, changes, retry, discard, asked, discardAsked, dialog };
}

function toggled(marked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(marked);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The job whose row has the focus. */
function focusedIds(): string[] {
  const row = document.activeElement?.closest('[data-job]');
  const id = row instanceof HTMLElement ? row.dataset.job : undefined;
  return id === undefined ? [] : [id];
}
