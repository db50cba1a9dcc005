'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useRef } from 'react';
import type { Place } from './places';
import { type KeyHandlers, useKeys } from './useKeys';

/** How long the second key of a pair is waited for. */
const PAIR_MS = 1500;

const STEPS: Partial<Record<string, 1 | -1>> = { j: 1, k: -1 };

/** `g` and a letter lead to a page; `j` and `k` step through the rows of a list; `/` goes to its first filter. */
export function GoKeys({ places }: { places: readonly Place[] }) {
  const router = useRouter();
  // The viewer of a case has these letters for itself.
  const isCase = /^\/cases\/./.test(usePathname());
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const letter = (event: KeyboardEvent): void => {
    const isSecond = event.timeStamp - pressedAt.current < PAIR_MS;
    pressedAt.current = Number.NEGATIVE_INFINITY;
    const key = event.key.toLowerCase();
    const place = isSecond ? places.find((other) => other.key === key) : undefined;
    if (place !== undefined) router.push(place.href);
    else stepRow(STEPS[key] ?? 0);
  };
  const handlers: KeyHandlers = {
    ...Object.fromEntries([...places.map(({ key }) => key), ...Object.keys(STEPS)].map((key) => [key, letter])),
    g: (event) => {
      pressedAt.current = event.timeStamp;
    },
    '/': () => document.querySelector<HTMLElement>('main form :is(select, input:not([type="hidden"]))')?.focus(),
  };
  useKeys(isCase ? {} : handlers);
  return null;
}

/** Moves the focus to the next or previous row's link; from outside the rows to the first or the last. */
function stepRow(by: number): void {
  if (by === 0) return;
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  rows
    .at(at === -1 ? (by === 1 ? 0 : -1) : Math.min(Math.max(at + by, 0), rows.length - 1))
    ?.querySelector('a')
    ?.focus();
}
