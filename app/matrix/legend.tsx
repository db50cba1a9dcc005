/** The marks of the matrix in small, before the words that explain them. */
export function LegendEffect() {
  return (
    <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
      <path d="M6 2V14" className="chance" strokeOpacity=".7" />
      <path d="M6 8H18" stroke="var(--v-follows)" strokeWidth="2" strokeOpacity=".6" />
      <circle cx="18" cy="8" r="3.5" fill="var(--v-follows)" />
    </svg>
  );
}

export function LegendShare() {
  return (
    <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
      <path d="M6 8H18" stroke="var(--ink-2)" />
      <path d="M6 2V14" className="chance" strokeWidth="1.5" />
      <rect x="15" y="5" width="6" height="6" fill="var(--panel)" stroke="var(--ink)" strokeWidth="1.5" />
    </svg>
  );
}
