import type { SaliencyState } from './useSaliency';

const WORDS = {
  none: 'This version has no map of this kind.',
  loading: 'Loading the map …',
  failed: 'The map did not load. Choose the finding again to retry.',
};

/** Reasons are words with underscores, or words. */
const undefinedWords = (reason: string): string => reason.replaceAll('_', ' ');

/** Why there is no map on the picture; nothing when there is one. */
export function MapState({ state, wanted }: { state: SaliencyState; wanted: boolean }) {
  if (!wanted || state.at === 'ready') return null;
  return (
    <p className="small" role="status">
      {state.at === 'undefined' ? `No map: ${undefinedWords(state.reason)}.` : WORDS[state.at]}
    </p>
  );
}
