import { PageLink } from '@/app/shell/pageLink';
import type { ReaderView } from '@/server/review/readerView';
import { flagFigureWords } from './flagWords';
import { verdictShort, zoneWord } from './verdictWords';

const ARM_WORDS = {
  flagged: 'A flag rule put it in the queue.',
  control: 'A control, drawn by chance among the cases without a flag.',
  asked: 'Somebody asked for a review.',
};

/** Why a case was in the queue, and what the other reader said: told only once the own read is done. */
export function AfterRead({ read: { reason, other } }: { read: ReaderView }) {
  if (reason === null) return null;
  return (
    <section className="review-after" aria-label="Why it was asked">
      <h2>Why it was in the queue</h2>
      <p>{ARM_WORDS[reason.arm]}</p>
      {reason.flags.length > 0 && (
        <ul className="bullets small">
          {reason.flags.map(({ rule, figures }) => (
            <li key={rule}>
              {rule}: {flagFigureWords(figures)}
            </li>
          ))}
        </ul>
      )}
      {other !== null && (
        <>
          <h2>The other reader</h2>
          <p>
            {verdictShort(other.verdict)}
            {other.zone !== null && `, ${zoneWord(other.zone)}`}
            {other.unaided !== null && ` (before the model: ${verdictShort(other.unaided)})`}
          </p>
          {other.note !== null && <p className="review-said">{other.note}</p>}
        </>
      )}
      <p className="small faint">
        <PageLink className="link" href="/review/agreement">
          Agreement between readers
        </PageLink>
      </p>
    </section>
  );
}
