/** Above or below the band, as an arrow and a word; hollow once it is over. */
export function SideTag({ side, ended }: { side: 'above' | 'below'; ended: boolean }) {
  return (
    <span className={ended ? 'side-tag ended' : 'side-tag'}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <path
          d={side === 'above' ? 'M5 1.500L9 8.500H1z' : 'M5 8.500L9 1.500H1z'}
          fill={ended ? 'none' : 'currentColor'}
          stroke="currentColor"
        />
      </svg>
      {ended ? `was ${side}` : `${side} its band`}
    </span>
  );
}
