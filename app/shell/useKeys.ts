'use client';
import { useEffect, useRef } from 'react';

/** Inputs that take no letters: who has just moved a slider or ticked a box goes on with keys. */
const UNTYPED = ['range', 'checkbox', 'radio', 'button', 'submit', 'reset', 'file'];

const isTyping = (target: EventTarget | null): boolean => {
  if (target instanceof HTMLInputElement) return !UNTYPED.includes(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName));
};

/** Keys that a focused control needs for itself. */
const isControls = ({ key, target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (key === ' '
    ? target.closest('button, a, summary, input, [role=button]') !== null
    : key.startsWith('Arrow') && target instanceof HTMLInputElement);

/** By `event.key` in lower case, so that caps lock changes nothing. */
export type KeyHandlers = Partial<Record<string, (event: KeyboardEvent) => void>>;

/** Listens for single keys, never while text is typed, a dialog is open or a modifier is held. `up` hears releases. */
export function useKeys(down: KeyHandlers, up: KeyHandlers = {}): void {
  const handlers = useRef({ down, up });
  handlers.current = { down, up };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isControls(event)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const handler = (event.type === 'keydown' ? handlers.current.down : handlers.current.up)[event.key.toLowerCase()];
      if (handler === undefined) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', listen);
    window.addEventListener('keyup', listen);
    return () => {
      window.removeEventListener('keydown', listen);
      window.removeEventListener('keyup', listen);
    };
  }, []);
}
