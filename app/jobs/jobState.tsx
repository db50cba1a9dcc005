import type { JobState } from '@/server/queries/jobs';
import { STATE_WORDS } from './jobWords';

/** One shape for each state, so that colour is never the only cue. */
const SHAPES: Record<JobState, React.ReactNode> = {
  dead: <path d="M2.5 2.500l7 7M9.500 2.500l-7 7" strokeWidth="2" />,
  retrying: <path d="M9.700 4.200A4.200 4.200 0 1 0 10.200 6.600M9.900 1.800v2.600H7.300" strokeWidth="1.500" />,
  running: <path d="M3.500 2.200v7.600L9.800 6z" fill="currentColor" strokeWidth="1" />,
  waiting: <circle cx="6" cy="6" r="4" strokeWidth="1.500" strokeDasharray="2 1.600" />,
  discarded: <path d="M2 6h8" strokeWidth="2" />,
};

/** The state of a job: its shape and its word. */
export function JobStateMark({ state }: { state: JobState }) {
  return (
    <span className={`job-state job-${state}`}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        aria-hidden="true"
      >
        {SHAPES[state]}
      </svg>
      {STATE_WORDS[state]}
    </span>
  );
}
