import { instant, since } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import type { ReviewEntry } from '@/server/review/listReviews';
import { AskReview } from './askReview';
import { verdictShort, zoneWord } from './verdictWords';

type Props = {
  instanceId: string;
  reviews: ReviewEntry[];
  /** What a review would be asked of; null where nothing was answered. */
  chosen: { model: string; finding: string } | null;
  mayAsk: boolean;
};

/** What readers said of a case, once all who were asked have answered; and the way to ask for one. */
export function CaseReviews({ instanceId, reviews, chosen, mayAsk }: Props) {
  const standing = reviews.filter(({ withdrawnAt }) => withdrawnAt === null);
  return (
    <section className="side-section" aria-label="Reviews">
      <header>
        <h2>Reviews</h2>
      </header>
      {standing.length === 0 ? (
        <p className="small faint">No finished review.</p>
      ) : (
        <ol className="review-history small">
          {standing.map((one) => (
            <li key={one.reviewId}>
              <span>
                <b>{verdictShort(one.verdict)}</b>
                {one.zone !== null && `, ${zoneWord(one.zone)}`}: {findingName(one.finding)}
                {one.stage === 'unaided' && ', before the model was shown'}
              </span>
              {one.note !== null && <span className="review-said">{one.note}</span>}
              <span className="faint">
                {one.readerName ?? 'a former reader'}, {instant(one.committedAt)}, {since(one.milliseconds)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {mayAsk && chosen !== null && (
        <AskReview groups={[{ ...chosen, instanceIds: [instanceId] }]}>
          Ask for a review<span className="sr"> of {findingName(chosen.finding)}</span>
        </AskReview>
      )}
    </section>
  );
}
