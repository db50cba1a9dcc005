import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { FindingBars } from '@/app/chart/findingBars';
import { instant } from '@/app/format/time';
import { barData, chosenFinding } from '@/app/modelCard/chartData';
import { FindingsTable } from '@/app/modelCard/findingsTable';
import { ModelFacts } from '@/app/modelCard/modelFacts';
import { SitePanel } from '@/app/modelCard/sitePanel';
import { TrendPanel } from '@/app/modelCard/trendPanel';
import { PageFrame } from '@/app/shell/pageFrame';
import { getModelVersion, type ModelVersionDetail } from '@/server/queries/models';
import { getOverview, type OverviewFinding } from '@/server/queries/overview';
import { getSitePairs } from '@/server/queries/sitePairs';
import '@/app/styles/models.css';

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
  const [overview, sites] = await Promise.all([getOverview({ model: id }), getSitePairs({ model: id })]);
  const findings = overview.models.find((m) => m.versionId === model.versionId)?.findings ?? [];
  const chosen = chosenFinding(findings, single(await searchParams).finding);
  const csv = `/api/v1/overview.csv?${new URLSearchParams({ model: id })}`;
  return (
    <PageFrame crumbs={[{ name: 'Models', href: '/models' }, { name: id }]}>
      <div className="page-head">
        <h1 className="page-title">{id}</h1>
        <span className="dim">
          {model.kind === 'classifier'
            ? 'What may it look at, and where does it look?'
            : 'It finds zones; it makes no prediction.'}
        </span>
      </div>
      <div className="model-grid">
        <div className="stack">
          {model.kind === 'classifier' && (
            <FindingsPanel model={model} findings={findings} current={chosen?.finding} csv={csv} asOf={overview.asOf} />
          )}
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
        </div>
        <ModelFacts model={model} />
      </div>
    </PageFrame>
  );
}

type PanelProps = {
  model: ModelVersionDetail;
  findings: OverviewFinding[];
  current: string | undefined;
  csv: string;
  asOf: string;
};

function FindingsPanel({ model, findings, current, csv, asOf }: PanelProps) {
  const bars = barData(findings);
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
        <FindingsTable model={model} findings={findings} current={current} />
      </div>
      <footer>
        Bar: mean share of positive CAM outside the finding’s anatomy; whisker: 95 % interval; upright tick: chance. It
        describes where the evidence lies; it is no verdict. AUC and site effect with 95 % intervals; of several sites
        the one furthest from .5. Data as of {instant(asOf)}.
      </footer>
    </section>
  );
}
