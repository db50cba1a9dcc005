import type { MethodQuality } from '@/server/queries/mapQuality';

const WORDS: Record<MethodQuality['state'], string> = {
  passed: 'Notices',
  failed: 'Does not notice',
  undecided: 'Undecided',
  'not-checked': 'Not yet checked',
};

/** The grade of a method: a shape and a word, so that it does not hang on colour. */
export function GradeMark({ state }: { state: MethodQuality['state'] }) {
  return (
    <span className="grade-mark" data-grade={state}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        {state === 'failed' ? (
          <path d="M1.5 1.5 8.5 8.5 M8.5 1.5 1.5 8.5" stroke="currentColor" strokeWidth="1.75" />
        ) : (
          <circle
            cx="5"
            cy="5"
            r="3.5"
            stroke="currentColor"
            strokeWidth="1.25"
            fill={state === 'passed' ? 'currentColor' : 'none'}
            strokeDasharray={state === 'undecided' ? '2 1.7' : undefined}
          />
        )}
      </svg>
      {WORDS[state]}
    </span>
  );
}
