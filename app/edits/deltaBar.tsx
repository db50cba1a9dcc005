/** Logits at either end of a bar: the same for all cases, so that bars can be compared. */
export const DELTA_RANGE = 4;

const WIDTH = 48;

/** A change of the logit as a bar from the middle; decoration, the number stands beside it. */
export function DeltaBar({ delta }: { delta: number }) {
  const length = (Math.min(Math.abs(delta), DELTA_RANGE) / DELTA_RANGE) * (WIDTH / 2);
  return (
    <svg className="delta-bar" width={WIDTH} height="10" aria-hidden="true">
      <line x1="0" x2={WIDTH} y1="5" y2="5" />
      <rect
        x={delta < 0 ? WIDTH / 2 - length : WIDTH / 2}
        y="2"
        width={length}
        height="6"
        className={delta < 0 ? 'down' : 'up'}
      />
      <rect x={WIDTH / 2 - 0.5} y="0" width="1" height="10" className="zero" />
    </svg>
  );
}
