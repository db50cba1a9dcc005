import { count } from '@/app/format/number';
import { PageLink } from '@/app/shell/pageLink';
import { Verdict } from '@/app/siteEffect/verdict';
import type { EvidenceRead } from './evidenceRead';
import { verdictWords } from './verdictWords';

type Props = {
  read: EvidenceRead;
  canEdit: boolean;
  /** Further grounds, of what the page compares by. */
  also: readonly string[];
  /** The statistics below are of a period, the verdict is not. */
  period: boolean;
  links: { cases: string; strata: string; n: number };
};

/** The answer: the verdict's word, one sentence, its grounds, and what to do next. */
export function EvidenceHead({ read, canEdit, also, period, links }: Props) {
  const { headline, grounds, next } = verdictWords({ ...read, canEdit });
  return (
    <section className="answer">
      <Verdict grade={read.verdict.grade} />
      <h1>{headline}</h1>
      <p className="lead">{[...grounds, ...also].join(' ')}</p>
      <p className="lead next-step">
        <b className="strong">Next.</b> {next}
      </p>
      {period && <p className="small dim">The verdict counts all time; figures below are of the period chosen.</p>}
      <p className="finding-links">
        <PageLink className="btn primary" href="#cases">
          Cases to look at
        </PageLink>
        <PageLink className="btn" href={links.cases}>
          All {count(links.n)} cases
        </PageLink>
        <PageLink className="btn" href={links.strata}>
          All strata
        </PageLink>
        <PageLink className="btn" href="/method">
          How this is judged
        </PageLink>
      </p>
    </section>
  );
}
