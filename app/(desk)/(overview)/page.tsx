import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { filterOf, filterQuery, type SearchParams } from '@/app/caseList/caseQuery';
import { DemonstrationOffer } from '@/app/demonstration/demonstrationOffer';
import { FeedPanel } from '@/app/feed/feedPanel';
import { instant } from '@/app/format/time';
import { answer } from '@/app/matrix/answer';
import { CountsLine } from '@/app/matrix/countsLine';
import { FirstSteps } from '@/app/matrix/firstSteps';
import { Matrix } from '@/app/matrix/matrix';
import { ScopeFilter } from '@/app/matrix/scopeFilter';
import { VerdictChips } from '@/app/matrix/verdictChips';
import { PageFrame } from '@/app/shell/pageFrame';
import { Tour } from '@/app/tour/tour';
import { tourFacts } from '@/app/tour/tourFacts';
import { CandidatesLine } from '@/app/versions/candidatesLine';
import { StoppedBanner } from '@/app/versions/stoppedBanner';
import { principalOf } from '@/server/access/principal';
import { hiddenOf } from '@/server/api/hiddenCase';
import { rollupFilter } from '@/server/cohort/cohortFilter';
import { getCaseFacets } from '@/server/queries/cases';
import { type FeedRow, getFeed } from '@/server/queries/feed';
import { getOverview } from '@/server/queries/overview';
import '@/app/styles/overview.css';
import '@/app/styles/matrixNarrow.css';
import '@/app/styles/tour.css';

export const metadata: Metadata = { title: 'Overview' };

const FEED_ROWS = 12;

/** The newest cases, but none that who asks is to read unaided. */
async function shownFeed(): Promise<FeedRow[]> {
  const principal = principalOf(await headers());
  const [feed, hidden] = await Promise.all([getFeed(FEED_ROWS), principal === null ? null : hiddenOf(principal)]);
  return hidden === null ? feed : feed.filter(({ instanceId }) => !hidden.has(instanceId));
}

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = rollupFilter.parse(filterOf(await searchParams));
  const [overview, feed, facets] = await Promise.all([getOverview(filter), shownFeed(), getCaseFacets()]);
  const query = filterQuery(filter);
  const noModel = overview.models.length + overview.besides.length === 0;
  const said = noModel
    ? { headline: 'No model is registered yet.', detail: 'Register one, send it radiographs, and see where it looks.' }
    : answer(overview);
  return (
    <PageFrame crumbs={[{ name: 'Overview' }]} asOf={overview.asOf}>
      <Tour facts={tourFacts(overview.models)} asOf={overview.asOf} />
      <section className="answer">
        <h1>{said.headline}</h1>
        <p className="dim">{said.detail}</p>
        <VerdictChips models={overview.models} />
      </section>
      <StoppedBanner stopped={overview.besides.filter(({ state }) => state === 'stopped')} />
      {noModel || overview.counts.instances === 0 ? (
        <FirstSteps hasModel={!noModel} origin={await ownOrigin()} />
      ) : (
        <>
          <div className="overview-controls">
            <ScopeFilter filter={filter} facets={facets} />
            <CountsLine counts={overview.counts} />
            <span className="as-of">
              Data as of {instant(overview.asOf)} · definition {overview.definitionVersion}
            </span>
          </div>
          <CandidatesLine candidates={overview.besides.filter(({ state }) => state === 'shadow')} />
          <div className="overview-grid">
            <Matrix overview={overview} query={query === '' ? '' : `?${query}`} />
            <FeedPanel rows={feed} asOf={overview.asOf} />
          </div>
        </>
      )}
      <DemonstrationOffer />
    </PageFrame>
  );
}

/** The address that the reader's browser used. */
async function ownOrigin(): Promise<string> {
  const sent = await headers();
  return `${sent.get('x-forwarded-proto') ?? 'http'}://${sent.get('host') ?? '127.0.0.1:3000'}`;
}
