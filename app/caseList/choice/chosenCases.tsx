'use client';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { useKeys } from '@/app/shell/useKeys';
import { type Choice, choiceFor, type ListedCase, noChoice, ticked, tickedPage } from './choice';

/** What is ticked outlives the page that shows it: who looks into a case and goes back finds the ticks again. */
let kept: Choice = noChoice('');
const listeners = new Set<() => void>();

const NONE = noChoice('');

function keep(choice: Choice): void {
  kept = choice;
  for (const listener of listeners) listener();
}

function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type Chosen = {
  choice: Choice;
  page: readonly ListedCase[];
  tick: (id: string, range: boolean) => void;
  tickPage: (all: boolean) => void;
  clear: () => void;
};

const Context = createContext<Chosen | null>(null);

/** What is chosen of the list around. @throws RangeError outside of one */
export function useChosen(): Chosen {
  const chosen = useContext(Context);
  if (chosen === null) throw new RangeError('chosen cases: no list around');
  return chosen;
}

type Props = { list: string; page: readonly ListedCase[]; children: ReactNode };

/** A list whose cases can be chosen; `list`: its filter, `page`: the cases in sight in their order. `x` ticks the row with the focus. */
export function ChosenCases({ list, page, children }: Props) {
  const choice = choiceFor(
    useSyncExternalStore(
      onChange,
      () => kept,
      () => NONE,
    ),
    list,
  );
  const tick = (id: string, range: boolean): void => keep(ticked(choice, page, id, range));
  useKeys({
    x: ({ shiftKey }) => {
      const row = document.activeElement?.closest('[data-case]');
      const id = row instanceof HTMLElement ? row.dataset.case : undefined;
      if (id !== undefined) tick(id, shiftKey);
    },
  });
  const chosen: Chosen = {
    ...{ choice, page, tick },
    tickPage: (all) => keep(tickedPage(choice, page, all)),
    clear: () => keep(noChoice(list)),
  };
  return <Context value={chosen}>{children}</Context>;
}
