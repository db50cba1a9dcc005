/** Grey rows in the place of rows to come. */
export function Skeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, i) => `${58 + ((i * 37) % 40)}%`).map((width, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change order
        <i key={i} style={{ width }} />
      ))}
    </div>
  );
}
