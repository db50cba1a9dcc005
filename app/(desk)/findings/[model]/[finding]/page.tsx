import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from '@/app/caseList/caseQuery';
import { EditsPanel } from '@/app/edits/editsPanel';
import { EvidenceLines } from '@/app/evidence/evidenceLines';
import { ExplainingPanels } from '@/app/evidence/explainingPanels';
import { EmptyFinding } from '@/app/finding/emptyFinding';
import { FindingNeighbours } from '@/app/finding/findingBar';
import { FindingForm } from '@/app/finding/findingForm';
import { FindingHead } from '@/app/finding/findingHead';
import { findingView, viewHref } from '@/app/finding/findingQuery';
import { Panels } from '@/app/finding/panels';
import { readFinding } from '@/app/finding/readFinding';
import { ShareLink } from '@/app/links/shareLink';
import { findingName } from '@/app/matrix/findingName';
import { modelHref } from '@/app/matrix/hrefs';
import { PageFrame } from '@/app/shell/pageFrame';
import { findModelVersion, type ModelVersionSummary } from '@/server/queries/models';
import '@/app/styles/overview.css';
import '@/app/styles/strata.css';
import '@/app/styles/finding.css';
import '@/app/styles/evidence.css';

type Props = { params: Promise<{ model: string; finding: string }>; searchParams: Promise<SearchParams> };

async function identity(params: Props['params']): Promise<{ model: string; finding: string }> {
  const { model, finding } = await params;
  return { model: decodeURIComponent(model), finding: decodeURIComponent(finding) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { model, finding } = await identity(params);
  return { title: `${findingName(finding)}, ${model}` };
}

export default async function FindingPage({ params, searchParams }: Props) {
  const { model: id, finding } = await identity(params);
  const model = await findModelVersion(id);
  if (model === null || !model.findings.some(({ name }) => name === finding)) notFound();
  const view = findingView(`${model.name}@${model.version}`, finding, await searchParams);
  const read = await readFinding(view);
  const { statistics, by } = read;
  return (
    <PageFrame
      crumbs={[
        { name: 'Models', href: '/models' },
        { name: view.model, href: modelHref(model, finding) },
        { name: findingName(finding) },
      ]}
      asOf={statistics.asOf}
    >
      <div className="finding-page">
        <div className="finding-controls">
          <FindingForm view={view} by={by} />
          <Neighbours model={model} view={view} />
          <ShareLink subject={{ scope: 'finding', model: view.model, finding }} />
        </div>
        {statistics.total.n === 0 ? (
          <EmptyFinding view={view} />
        ) : (
          <>
            <FindingHead view={view} by={by} statistics={statistics} evidence={read.evidence} model={model} />
            <EvidenceLines read={read.evidence} canEdit={model.kind === 'classifier'} />
            <EditsPanel model={model} finding={finding} view={view} />
            <Panels read={read} view={view} model={model} />
            <ExplainingPanels explained={read.explained} evidence={read.evidence} model={model} />
          </>
        )}
      </div>
    </PageFrame>
  );
}

function Neighbours({
  model: { findings },
  view,
}: {
  model: ModelVersionSummary;
  view: ReturnType<typeof findingView>;
}) {
  const at = findings.findIndex(({ name }) => name === view.finding);
  const to = (name: string | undefined) =>
    name === undefined ? null : { name: findingName(name), href: viewHref(view, { finding: name }) };
  return (
    <FindingNeighbours
      previous={to(findings[at - 1]?.name)}
      next={to(findings[at + 1]?.name)}
      place={`${at + 1} of ${findings.length}`}
    />
  );
}
