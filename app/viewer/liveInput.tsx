'use client';
import { type InputHTMLAttributes, useEffect, useRef } from 'react';
import type { LiveView } from './liveView';
import type { View } from './viewQuery';

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, 'defaultValue' | 'value' | 'onChange' | 'part'>;
type Props = Native & { live: LiveView; of: (view: View) => number; part: (value: number) => Partial<View> };

/** A slider or a number that moves the view while it moves, and lets it rest when it is let go; it follows other moves. */
export function LiveInput({ live, of, part, ...native }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef({ of, part });
  latest.current = { of, part };
  useEffect(() => {
    const element = input.current;
    if (element === null) return;
    const stop = new AbortController();
    const { signal } = stop;
    const read = (): void => {
      const value = element.valueAsNumber;
      if (Number.isFinite(value) && element.validity.valid) live.move(latest.current.part(value));
    };
    const follow = (): void => {
      const text = String(latest.current.of(live.now()));
      // What somebody is typing stays as it is typed.
      if (element.value !== text && !(element.type === 'number' && element === document.activeElement)) {
        element.value = text;
      }
    };
    element.addEventListener('pointerdown', () => live.hold(), { signal });
    element.addEventListener('input', read, { signal });
    element.addEventListener('change', () => live.rest(), { signal });
    for (const end of ['pointerup', 'pointercancel', 'blur']) {
      element.addEventListener(
        end,
        () => {
          live.rest();
          follow();
        },
        { signal },
      );
    }
    const stopFollowing = live.onMove(follow);
    return () => {
      stop.abort();
      stopFollowing();
    };
  }, [live]);
  return <input {...native} ref={input} defaultValue={of(live.rested())} />;
}
