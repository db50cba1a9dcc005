'use client';
import { openKeySheet } from './keySheet';

export function KeysButton() {
  return (
    <button type="button" className="btn quiet" onClick={openKeySheet}>
      Press <kbd>?</kbd> for keys
    </button>
  );
}
