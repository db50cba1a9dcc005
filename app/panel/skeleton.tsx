import type { ReactNode } from 'react';

const widthOf = (i: number): string => `${58 + ((i * 37) % 40)}%`;

/** What is being waited for, in words for a screen reader at once, for everybody after some seconds. */
export function Waiting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status" aria-label={label} className="waiting">
      {children}
      <p className="waiting-long small dim">
        {label} takes longer than usual: the database may be starting or busy. This page goes on by itself.
      </p>
    </div>
  );
}

/** A panel whose rows are still to come: grey lines in the place of its title and of each row. */
export function SkeletonPanel({ rows, row = 36 }: { rows: number; row?: number }) {
  return (
    <div className="panel skeleton">
      <i className="skeleton-title" />
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change order
        <span key={i} style={{ height: row }}>
          <i style={{ width: widthOf(i) }} />
          <i />
          <i />
        </span>
      ))}
    </div>
  );
}

/** Cards whose pictures are still to come. */
export function SkeletonCards({ cards }: { cards: number }) {
  return (
    <div className="gallery skeleton-cards">
      {Array.from({ length: cards }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards never change order
        <div key={i} className="panel skeleton">
          <b />
          <i style={{ width: widthOf(i) }} />
          <i style={{ width: '44%' }} />
        </div>
      ))}
    </div>
  );
}

/** A line of text that is still to come. */
export function SkeletonLine({ width, height = 12 }: { width: string; height?: number }) {
  return <i className="skeleton-line" style={{ width, height }} />;
}

/** Grey rows in the place of rows to come. */
export function Skeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change order
        <i key={i} style={{ width: widthOf(i) }} />
      ))}
    </div>
  );
}
