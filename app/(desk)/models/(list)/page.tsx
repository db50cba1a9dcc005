import type { Metadata } from 'next';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { DemonstrationOffer } from '@/app/demonstration/demonstrationOffer';
import { plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { ModelTable, modelOrder } from '@/app/modelCard/modelTable';
import { EmptyState } from '@/app/panel/emptyState';
import { withBase } from '@/app/shell/basePath';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { listModels } from '@/server/queries/models';
import '@/app/styles/models.css';

export const metadata: Metadata = { title: 'Models' };

export default async function ModelsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [models, { sort }] = [await listModels(), single(await searchParams)];
  const asOf = new Date().toISOString();
  return (
    <PageFrame crumbs={[{ name: 'Models' }]} asOf={asOf}>
      <div className="page-head">
        <h1 className="page-title">{models.length === 0 ? 'Models' : plural(models.length, 'model version')}</h1>
        {models.length > 0 && <span className="faint small">what each may look at, and what it has read</span>}
        <span className="right">
          {models.length > 0 && (
            <a className="btn" href={withBase('/api/v1/models.csv')}>
              CSV
            </a>
          )}
          <PageLink className="btn primary" href="/models/new">
            Register a version
          </PageLink>
        </span>
      </div>
      {models.length === 0 ? (
        <div className="panel">
          <EmptyState icon="models" title="No model is registered">
            <p>
              An ordinary ONNX classifier with one output is enough. Its maps are found, added and checked at
              registration.
            </p>
            <PageLink className="btn primary" href="/models/new">
              Register a model
            </PageLink>
          </EmptyState>
        </div>
      ) : (
        <>
          <ModelTable models={models} order={modelOrder(sort)} />
          <p className="list-foot small faint">
            Data as of {instant(asOf)}. A version never changes once it is registered.
          </p>
        </>
      )}
      <DemonstrationOffer />
    </PageFrame>
  );
}
