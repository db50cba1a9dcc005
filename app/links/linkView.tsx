import { plural } from '@/app/format/number';
import { day, minute } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import type { LinkContent } from '@/server/links/linkContent';
import type { LinkHead } from '@/server/links/showLink';
import { ReportFrame } from './reportFrame';
import { SharedCase } from './sharedCase';
import { SharedFinding } from './sharedFinding';

type Props = {
  content: LinkContent;
  head: Pick<LinkHead, 'sharedAt' | 'frozenAt'>;
  /** Pseudonyms of all cases; `content` has the one that is looked at. */
  cases: string[];
  /** Where the picture of that case is. */
  picture: string | null;
  caseHref: (pseudonym: string) => string;
  /** Of the page's policy, which holds in a report's frame too. */
  nonce?: string | undefined;
  /** Within a page that has a first heading of its own. */
  isPreview?: boolean;
};

/** What a link shows, for its receiver and for the preview alike. */
export function LinkView({ content, head, cases, picture, caseHref, nonce, isPreview = false }: Props) {
  const Title = isPreview ? 'h2' : 'h1';
  const [shown] = content.cases;
  return (
    <article className="shared-doc">
      <p className="small faint">Shared on {day(head.sharedAt)}</p>
      <Title className="shared-title">{titleOf(content, cases.length)}</Title>
      <p className="shared-note">Not for diagnostic use</p>
      {cases.length > 1 && shown !== undefined && <Steps cases={cases} current={shown.pseudonym} hrefOf={caseHref} />}
      {shown !== undefined && <SharedCase shown={shown} picture={shown.picture === null ? null : picture} />}
      {content.cases.length === 0 && (content.scope === 'case' || content.scope === 'selection') && (
        <section>
          <p>The cases of this link are not kept any more.</p>
        </section>
      )}
      {content.finding !== null && <SharedFinding finding={content.finding} />}
      {content.report !== null && <ReportFrame title={content.report.title} html={content.report.html} nonce={nonce} />}
      <About content={content} frozenAt={head.frozenAt} />
    </article>
  );
}

/** Made of what is shown, never written by hand: a title that somebody types may name a patient. */
function titleOf({ scope, cases, finding, report }: LinkContent, all: number): string {
  if (report !== null) return report.title;
  if (finding !== null) return `Is ${findingName(finding.finding)} read from the right place?`;
  const name = cases[0]?.finding;
  const what = scope === 'selection' ? plural(all, 'case') : 'one case';
  return name == null ? `What the model made of ${what}` : `What the model saw for ${findingName(name)} in ${what}`;
}

function Steps({
  cases,
  current,
  hrefOf,
}: {
  cases: string[];
  current: string;
  hrefOf: (pseudonym: string) => string;
}) {
  const at = cases.indexOf(current);
  const [previous, next] = [cases[at - 1], cases[at + 1]];
  return (
    <nav className="shared-steps" aria-label="Cases">
      <b>
        Case {at + 1} of {cases.length}
      </b>
      <Step to={previous} word="Previous" hrefOf={hrefOf} />
      <Step to={next} word="Next" hrefOf={hrefOf} />
    </nav>
  );
}

function Step({ to, word, hrefOf }: { to: string | undefined; word: string; hrefOf: (pseudonym: string) => string }) {
  if (to === undefined)
    return (
      <span className="btn" aria-disabled="true">
        {word}
      </span>
    );
  return (
    <a className="btn" href={hrefOf(to)}>
      {word}
    </a>
  );
}

function About({ content, frozenAt }: { content: LinkContent; frozenAt: string | null }) {
  const [shown] = content.cases;
  return (
    <section>
      <h2>What this page is</h2>
      <ul className="shared-list">
        <li>
          {frozenAt === null
            ? `As of ${minute(content.asOf)} UTC; it follows what changes.`
            : `Frozen as of ${minute(frozenAt)} UTC.`}
        </li>
        {content.report === null ? (
          <li>
            De-identified: pseudonymous cases, codes for sites, days counted from a day that is not told, ages from 90
            on as 90+, groups under 10 cases hidden, and with them what would give their size away.
          </li>
        ) : (
          <li>
            The report with codes for sites and without the grounds of its verdicts, which may name places. No case and
            no patient is in it. Its hash is therefore not that of the report as it was made.
          </li>
        )}
        {shown?.picture != null && !shown.picture.isOutline && (
          <li>
            Marks that were found are blank; marks that were not found may still be visible, text burned into the image
            among them. Report anything you recognise to who sent you the link.
          </li>
        )}
        <li>Views of this page are recorded.</li>
        {shown !== undefined && (
          <li>
            This case is called <code>{shown.pseudonym}</code> here, and otherwise in every other link.
          </li>
        )}
      </ul>
    </section>
  );
}
