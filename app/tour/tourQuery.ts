import { STEPS } from './steps';

/** The step that an address asks for, from 0; null without one. Anything but 1 to 5 asks for the first. */
export function parseTour(value: string | null): number | null {
  if (value === null) return null;
  const number = /^\d$/.test(value) ? Number(value) : 1;
  return number >= 1 && number <= STEPS.length ? number - 1 : 0;
}

/** The same address with the tour at a step (from 0), or without the tour; filters stay. */
export function tourHref(path: string, search: string, step: number | null): string {
  const query = new URLSearchParams(search);
  if (step === null) query.delete('tour');
  else query.set('tour', String(step + 1));
  return query.size === 0 ? path : `${path}?${query}`;
}
