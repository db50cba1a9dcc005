'use client';
import { useEffect, useRef } from 'react';
import { shortId } from '../caseWords';
import { useChosen } from './chosenCases';

/** Ticks one case; with Shift all from the tick before. */
export function Tick({ id }: { id: string }) {
  const { choice, tick } = useChosen();
  return (
    <label className="tick">
      <input
        type="checkbox"
        aria-label={`Choose case ${shortId(id)}`}
        checked={choice.cases.has(id)}
        onChange={({ nativeEvent }) => tick(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
      />
    </label>
  );
}

/** Ticks all cases of the page, or none of them. */
export function TickPage() {
  const { choice, page, tickPage } = useChosen();
  const box = useRef<HTMLInputElement>(null);
  const many = page.filter(({ id }) => choice.cases.has(id)).length;
  const some = many > 0 && many < page.length;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = some;
  }, [some]);
  return (
    <label className="tick tick-page small">
      <input
        ref={box}
        type="checkbox"
        checked={many > 0 && many === page.length}
        disabled={page.length === 0}
        onChange={({ target }) => tickPage(target.checked)}
      />
      All of this page
    </label>
  );
}
