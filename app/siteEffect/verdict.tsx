import type { VerdictGrade } from '@/server/evidence/verdict';
import { GRADE_WORDS } from './words';

const OUTLINE = 'M7 1 13 7 7 13 1 7Z';

/** A grade as a diamond, filled by strength, and its word; never colour alone. */
export function Verdict({ grade }: { grade: VerdictGrade }) {
  return (
    <span className={`verdict v-${grade}`}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path
          d={OUTLINE}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={grade === 'few' ? '2 2.2' : undefined}
        />
        {grade === 'relies' && <path d={OUTLINE} fill="currentColor" />}
        {grade === 'follows' && <path d="M7 3.6 10.4 7 7 10.4 3.6 7Z" fill="currentColor" />}
        {grade === 'weak' && <path d="M7 1 7 13 1 7Z" fill="currentColor" />}
        {grade === 'shift' && <path d="M4 7H10" stroke="currentColor" strokeWidth="1.5" />}
      </svg>
      <span>{GRADE_WORDS[grade]}</span>
    </span>
  );
}
