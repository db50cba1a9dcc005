import type { EditBox } from '@/server/queries/edits';

/** Free space around a box, thousandths of the picture: the line must not lie on what it shows. */
const MARGIN = 8;

/** From this share of both sides on a box says nothing that the picture's own edge does not. */
const WHOLE = 0.95;

/** The frame of what an edit changed, drawn over a picture of any size; its line keeps its width (the stylesheet). */
export function ChangedBox({ box }: { box: EditBox }) {
  if (box.width > WHOLE && box.height > WHOLE) return null;
  const [left, top] = [Math.max(2, box.x * 1000 - MARGIN), Math.max(2, box.y * 1000 - MARGIN)];
  const right = Math.min(998, (box.x + box.width) * 1000 + MARGIN);
  const bottom = Math.min(998, (box.y + box.height) * 1000 + MARGIN);
  return (
    <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true" className="contours">
      {['under', 'over'].map((line) => (
        <rect
          key={line}
          x={left}
          y={top}
          width={right - left}
          height={bottom - top}
          className={`changed-box ${line}`}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
