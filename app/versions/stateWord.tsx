import type { VersionState } from '@/server/model/versionState';

const WORDS: Record<VersionState, string> = {
  live: 'Live',
  shadow: 'Shadow',
  retired: 'Retired',
  stopped: 'Stopped',
};

/** Each state has a shape of its own, so that colour is never the only sign. */
const SHAPES: Record<VersionState, React.ReactNode> = {
  live: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  shadow: <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.500" />,
  retired: <path d="M2 6h8" stroke="currentColor" strokeWidth="2" />,
  stopped: <path d="M2.500 2.500h7v7h-7z" fill="currentColor" />,
};

/** What a version is used for, in a word with its sign. */
export function StateWord({ state }: { state: VersionState }) {
  return (
    <span className={`version-state state-${state}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        {SHAPES[state]}
      </svg>
      {WORDS[state]}
    </span>
  );
}
