'use client';
import { type KeyHandlers, useKeys } from '@/app/shell/useKeys';

/** Enter belongs to a focused button or link first. */
function enter(event: KeyboardEvent, act: () => void): void {
  const control = event.target instanceof HTMLElement ? event.target.closest('button, a, summary') : null;
  if (control instanceof HTMLElement && !control.matches('.review-options *, .review-zones *')) control.click();
  else act();
}

/** The keys of a page of review: `enter` acts, unless another control has the focus. */
export function useReviewKeys({ enter: act, ...keys }: KeyHandlers & { enter: () => void }): void {
  useKeys({
    ...keys,
    enter: (event) => {
      if (!event.repeat) enter(event, act);
    },
  });
}
