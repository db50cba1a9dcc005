'use client';
import { type ReactNode, useEffect, useRef } from 'react';

type Props = { className: string; label: string; children: ReactNode };

/** A button that shows a card below itself; Escape and a press elsewhere close it. Works without script. */
export function Disclosure({ className, label, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const own = details.current;
      if (own?.open !== true) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        if (own.contains(document.activeElement)) own.querySelector('summary')?.focus();
      } else if (event.target instanceof Node && own.contains(event.target)) return;
      own.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details className={className} ref={details}>
      <summary className="btn">{label}</summary>
      {children}
    </details>
  );
}
