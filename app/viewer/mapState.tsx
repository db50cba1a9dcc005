import type { SaliencyState } from './useSaliency';

const WORDS = {
  none: 'This version has no map of this kind.',
  loading: 'Loading the map …',
  failed: 'The map did not load. Choose the finding again to retry.',
};

/** Why there is no map on the picture; nothing when there is one. */
export function MapState({ state, wanted }: { state: SaliencyState; wanted: boolean }) {
  if (!wanted || state.at === 'ready') return null;
  return (
    <p className="small" role="status">
      {WORDS[state.at]}
    </p>
  );
}
