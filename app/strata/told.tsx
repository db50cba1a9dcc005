import type { ReactNode } from 'react';

/** A figure with what is under it, or why it is not told. */
export function Told({ value, under, missing }: { value: ReactNode; under?: ReactNode; missing?: string }) {
  if (value === null) return <span className="faint">{missing ?? 'none'}</span>;
  return (
    <span className="told-figure">
      {value}
      {under !== undefined && under !== null && <span className="under">{under}</span>}
    </span>
  );
}
