import type { VersionState } from '@/server/model/versionState';

const SAYS: Record<Exclude<VersionState, 'live'>, string> = {
  shadow: 'A candidate: it reads the same cases and decides nothing. Its results put no case among the flagged ones.',
  retired: 'It reads no new image; what it has read stays.',
  stopped: 'It reads no new image until somebody resumes it.',
};

/** Beside a version's name or numbers, wherever they stand, unless it is live. */
export function StateTag({ state }: { state: VersionState }) {
  if (state === 'live') return null;
  return (
    <span className={`tag tag-${state}`} title={SAYS[state]}>
      {state}
    </span>
  );
}

/** The same where only text fits: an option of a menu. */
export const withState = (name: string, state: VersionState): string =>
  state === 'live' ? name : `${name} (${state})`;
