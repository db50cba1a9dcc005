import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { FindingBars } from '@/app/chart/findingBars';
import { instant } from '@/app/format/time';
import { MapQualitySection } from '@/app/mapQuality/mapQualitySection';
import { modelHref } from '@/app/matrix/hrefs';
import { barData, chosenFinding } from '@/app/modelCard/chartData';
import { comparableVersions } from '@/app/modelCard/comparable';
import { Comparison } from '@/app/modelCard/comparison';
import { type FindingKey, findingOrder } from '@/app/modelCard/findingColumns';
import { FindingsTable } from '@/app/modelCard/findingsTable';
import { ModelFacts } from '@/app/modelCard/modelFacts';
import { SitePanel } from '@/app/modelCard/sitePanel';
import { TrendPanel } from '@/app/modelCard/trendPanel';
import { SkeletonPanel, Waiting } from '@/app/panel/skeleton';
import { withBase } from '@/app/shell/basePath';
import { shownHere } from '@/app/shell/hiddenHere';
import { PageFrame } from '@/app/shell/pageFrame';
import type { Order } from '@/app/table/order';
import { StateTag } from '@/app/versions/stateTag';
import { readAnalysis } from '@/server/analysis/ask';
import { getModelVersion, listModels, type ModelVersionDetail } from '@/server/queries/models';
import { getOverview, type Overview, type OverviewFinding } from '@/server/queries/overview';
import { getSitePairs } from '@/server/queries/sitePairs';
import { STATISTICS_VERSION } from '@/server/queries/statisticsVersion';
import '@/app/styles/models.css';
import '@/app/styles/overview.css';
import '@/app/styles/strata.css';
import '@/app/styles/finding.css';

type Props = { params: Promise<{ name: string; version: string }>; searchParams: Promise<SearchParams> };

async function identity(params: Props['params']): Promise<{ name: string; version: string }> {
  const { name, version } = await params;
  return { name: decodeURIComponent(name), version: decodeURIComponent(version) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, version } = await identity(params);
  return { title: `${name}@${version}` };
}

export default async function ModelPage({ params, searchParams }: Props) {
  const { name, version } = await identity(params);
  const model = await getModelVersion(name, version);
  if (model === null) notFound();
  const id = `${name}@${version}`;
  return (
    <PageFrame crumbs={[{ name: 'Models', href: '/models' }, { name: id }]}>
      <div className="page-head">
        <h1 className="page-title">{id}</h1>
        <StateTag state={model.state} />
        <span className="dim">
          {model.kind !== 'segmenter'
            ? 'What may it look at, and where does it look?'
            : 'It finds zones; it makes no prediction.'}
        </span>
      </div>
      <div className={model.kind !== 'segmenter' ? 'model-grid' : 'model-grid single'}>
        {model.kind !== 'segmenter' && (
          <Suspense
            fallback={
              <Waiting label="Loading what this version has read">
                <SkeletonPanel rows={8} row={46} />
              </Waiting>
            }
          >
            <Measured model={model} asked={single(await searchParams)} />
          </Suspense>
        )}
        <ModelFacts model={model} />
      </div>
    </PageFrame>
  );
}

type MeasuredProps = { model: ModelVersionDetail; asked: Record<string, string> };

/** What the version has read: its findings, and one of them by site and over time. */
async function Measured({ model, asked }: MeasuredProps) {
  const id = `${model.name}@${model.version}`;
  const [overview, sites] = await Promise.all([getOverview({ model: id }), getSitePairs({ model: id })]);
  const findings = overview.models.find((m) => m.versionId === model.versionId)?.findings ?? [];
  const chosen = chosenFinding(findings, asked.finding);
  return (
    <div className="stack">
      <FindingsPanel
        model={model}
        findings={findings}
        current={chosen?.finding}
        order={findingOrder(asked.sort)}
        overview={overview}
      />
      {chosen !== undefined && (
        <>
          <SitePanel
            model={id}
            finding={chosen}
            pairs={sites.findings.find(({ finding }) => finding === chosen.finding)?.pairs ?? []}
            definitionVersion={sites.definitionVersion}
            asOf={sites.asOf}
          />
          <TrendPanel model={id} finding={chosen} overview={overview} />
        </>
      )}
      <Compared model={model} other={asked.compare} />
      <MapQualitySection model={model} canRun={model.kind === 'classifier'} />
    </div>
  );
}

/** This version beside another; the comparison is read here and asked for by a button, since it reads every case. */
async function Compared({ model, other }: { model: ModelVersionDetail; other: string | undefined }) {
  const id = `${model.name}@${model.version}`;
  const choices = comparableVersions(model, await listModels());
  const isKnown = other !== undefined && choices.some((choice) => choice.id === other);
  return (
    <Comparison
      model={id}
      path={modelHref(model)}
      other={other}
      choices={choices}
      state={isKnown ? await shownHere(await readAnalysis('paired-versions', { model: id, other })) : null}
      version={STATISTICS_VERSION}
    />
  );
}

type PanelProps = {
  model: ModelVersionDetail;
  findings: OverviewFinding[];
  current: string | undefined;
  order: Order<FindingKey> | null;
  overview: Overview;
};

function FindingsPanel({ model, findings, current, order, overview: { asOf, definitionVersion } }: PanelProps) {
  const bars = barData(findings);
  const csv = withBase(`/api/v1/overview.csv?${new URLSearchParams({ model: `${model.name}@${model.version}` })}`);
  return (
    <section className="panel">
      <header>
        <h2>Evidence per finding</h2>
        <span className="q">outside its anatomy, against chance</span>
        <span className="tools">
          <a href={csv}>CSV</a>
        </span>
      </header>
      {bars.length > 0 && (
        <FindingBars
          data={bars}
          label={`Outside share of ${bars.length} findings against chance; the table below holds the numbers`}
        />
      )}
      <div className="body">
        <FindingsTable model={model} findings={findings} current={current} order={order} version={definitionVersion} />
      </div>
      <footer>
        Bar: mean share of positive CAM outside the finding’s anatomy, over the maps that the table counts as n less
        those undefined; whisker: 95{'\u00a0'}% interval; upright tick: chance. It describes where the evidence lies; it
        is no verdict. AUC and site effect with 95{'\u00a0'}% intervals; of several sites the one furthest from .5. Data
        as of {instant(asOf)}, definition {definitionVersion}.
      </footer>
    </section>
  );
}
