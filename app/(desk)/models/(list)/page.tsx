import type { Metadata } from 'next';
import { count } from '@/app/format/number';
import { day } from '@/app/format/time';
import { modelHref } from '@/app/matrix/hrefs';
import { CopyLine } from '@/app/panel/copyButton';
import { EmptyState } from '@/app/panel/emptyState';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { listModels, type ModelVersionSummary } from '@/server/queries/models';
import '@/app/styles/models.css';

export const metadata: Metadata = { title: 'Models' };

export default async function ModelsPage() {
  const models = await listModels();
  return (
    <PageFrame crumbs={[{ name: 'Models' }]}>
      <div className="page-head">
        <h1 className="page-title">Models</h1>
        <span className="right">
          {models.length > 0 && (
            <a className="btn" href="/api/v1/models.csv">
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
        <ModelTable models={models} />
      )}
    </PageFrame>
  );
}

function ModelTable({ models }: { models: ModelVersionSummary[] }) {
  return (
    <div className="panel">
      <table className="model-table">
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Kind</th>
            <th scope="col" className="num">
              Findings
            </th>
            <th scope="col">Maps</th>
            <th scope="col" className="num">
              Predictions
            </th>
            <th scope="col">Registered</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <ModelRow key={model.versionId} model={model} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ModelRow({ model }: { model: ModelVersionSummary }) {
  const refused = model.saliency.refused.length > 0;
  return (
    <tr>
      <th scope="row" className="strong">
        <PageLink href={modelHref(model)}>
          {model.name}@{model.version}
        </PageLink>
      </th>
      <td data-label="Kind">
        {model.kind}
        {model.scope === 'demo' && <span className="tag">demonstration</span>}
      </td>
      <td className="num" data-label="Findings">
        {model.kind === 'classifier' ? count(model.findings.length) : <span className="faint">zones</span>}
      </td>
      <td data-label="Maps">
        {model.saliency.available.length > 0 ? (
          model.saliency.available.join(', ')
        ) : (
          <span className="faint">{refused ? 'refused' : 'none'}</span>
        )}
      </td>
      <td className="num" data-label="Predictions">
        {model.kind === 'classifier' ? count(model.predictions) : <span className="faint">none</span>}
      </td>
      <td data-label="Registered">{day(model.createdAt)}</td>
      <td data-label="SHA-256" className="hash">
        <CopyLine text={model.sha256} label={`the hash of ${model.name}@${model.version}`} />
      </td>
    </tr>
  );
}
