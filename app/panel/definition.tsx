'use client';
import { type ReactNode, useId, useState } from 'react';
import { type DefinitionName, definitionOf } from './definitions';

type Props = { of: DefinitionName; version: string; side?: 'start' | 'end'; children: ReactNode };

/** A term whose definition is one hover, focus or click away. Escape closes it; the pointer may enter it. */
export function Definition({ of, version, side = 'start', children }: Props) {
  const [pinned, setPinned] = useState(false);
  const [near, setNear] = useState(false);
  const id = useId();
  const text = definitionOf(of);
  const open = pinned || near;
  const close = (): void => {
    setPinned(false);
    setNear(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hover only adds a way to what the button does
    <span className="def" onPointerEnter={() => setNear(true)} onPointerLeave={() => setNear(false)} onBlur={close}>
      <button
        type="button"
        aria-expanded={open}
        aria-describedby={open ? id : undefined}
        onClick={() => setPinned(!pinned)}
        onFocus={() => setNear(true)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        {children}
      </button>
      {open && (
        <span className={`def-card ${side}`} id={id} role="note">
          <b>{text.name}</b>
          <span>{text.says}</span>
          <code>{text.formula}</code>
          <span>n: {text.n}.</span>
          <span>Interval: {text.interval}.</span>
          {text.source !== undefined && <span>Source: {text.source}.</span>}
          <span>Definition {version}</span>
        </span>
      )}
    </span>
  );
}
