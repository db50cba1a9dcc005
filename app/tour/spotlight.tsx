import { type Rect, type Size, shadePath } from './rects';

const RADIUS = 8;

/** Dims the window but for the rings; the pointer goes through. The card stands by the first. */
export function Spotlight({ rings, size }: { rings: Rect[]; size: Size }) {
  const area = rings[0] ?? { left: size.width / 2, top: size.height / 2, width: 0, height: 0 };
  return (
    <>
      <svg className="tour-shade" width={size.width} height={size.height} aria-hidden="true">
        <path d={shadePath(size, rings, RADIUS)} fillRule="evenodd" />
        {rings.map(({ left, top, width, height }) => (
          <rect key={`${left} ${top}`} x={left} y={top} width={width} height={height} rx={RADIUS} />
        ))}
      </svg>
      <div className="tour-anchor" style={area} />
    </>
  );
}
