import { percent, probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { PageLink } from '@/app/shell/pageLink';
import type { Distributions } from '@/server/queries/distributions';
import type { Statistics } from '@/server/queries/statistics';
import { type FindingView, viewCasesHref } from './findingQuery';

type Props = { view: FindingView; statistics: Statistics; distributions: Distributions };

/** The cases that say most, each group one click away. */
export function Telling({ view, statistics, distributions }: Props) {
  const name = findingName(statistics.finding);
  const { total } = statistics;
  const low = lowestQuarter(distributions);
  const has = { share: total.outsideShare.n > 0, labels: total.labelled > 0 };
  return (
    <section className="panel" id="cases">
      <header>
        <h2>Cases to look at</h2>
        <span className="q">the ones that say most</span>
      </header>
      <ul className="body telling">
        {has.share && (
          <Link href={viewCasesHref(view, { sort: 'outside' })} name="Furthest outside">
            highest outside share first
            {total.outsideShare.mean !== null && `; the mean is ${percent(total.outsideShare.mean)}`}
          </Link>
        )}
        {has.labels && (
          <Link href={viewCasesHref(view, { truth: '0' })} name={`High, without ${name}`}>
            what else looks like {name} to it
          </Link>
        )}
        {low !== null && (
          <Link href={viewCasesHref(view, { truth: '1', maxProbability: low.toFixed(4) })} name={`Low, with ${name}`}>
            the lowest quarter of its scores, up to {probability(low)}: what it misses
          </Link>
        )}
        {total.flagged > 0 && (
          <Link href={viewCasesHref(view, { flagged: 'true' })} name="Flagged">
            called, with most of the evidence outside
          </Link>
        )}
        <Link href={viewCasesHref(view)} name="All cases">
          highest score first
        </Link>
      </ul>
    </section>
  );
}

/** The lower quartile of scores with the finding, of the stratum with most such cases; null where none is told. */
function lowestQuarter({ positives }: Distributions): number | null {
  const [most] = positives.filter(({ quartiles }) => quartiles !== null).toSorted((a, b) => b.n - a.n);
  return most?.quartiles?.low ?? null;
}

function Link({ href, name, children }: { href: string; name: string; children: React.ReactNode }) {
  return (
    <li data-row>
      <PageLink className="strong link" href={href}>
        {name}
      </PageLink>
      <span className="small dim">{children}</span>
    </li>
  );
}
