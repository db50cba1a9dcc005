import type { ReactNode } from 'react';

/** The lines under the picture: what the probe says (children), and what it cannot say. */
export function ViewerStatus({
  frontal,
  hasMap,
  children,
}: {
  frontal: boolean;
  hasMap: boolean;
  children: ReactNode;
}) {
  return (
    <div className="viewer-status">
      <span className="probe-line" aria-live="polite">
        {children}
      </span>
      <span className="caveats">
        {frontal && <span>R and L by convention, not read from the picture</span>}
        {hasMap && <span>a cell’s receptive field is wider than the cell</span>}
      </span>
    </div>
  );
}
