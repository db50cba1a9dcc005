import { linear } from './linear';

/** One map's outside share as a small bar from 0, with the tick of chance. */
export function ShareBar({ share, chance, width = 44 }: { share: number; chance: number | null; width?: number }) {
  const x = linear(0, 1, 0, width);
  return (
    <svg width={width} height="10" viewBox={`0 0 ${width} 10`} aria-hidden="true">
      <path d={`M0 5H${width}`} stroke="var(--line-strong)" strokeWidth="3" />
      <path d={`M0 5H${x(share)}`} stroke="var(--c5)" strokeWidth="3" />
      {chance !== null && <path d={`M${x(chance)} 0V10`} className="chance" strokeWidth="1.5" />}
    </svg>
  );
}
