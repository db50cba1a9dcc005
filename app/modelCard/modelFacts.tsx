import { plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { CopyButton, CopyLine } from '@/app/panel/copyButton';
import { Fact } from '@/app/panel/fact';
import { Assumed, SaliencyList } from '@/app/register/saliencyList';
import { PageLink } from '@/app/shell/pageLink';
import type { ModelVersionDetail } from '@/server/queries/models';

/** Where a version comes from and what it can give. */
export function ModelFacts({ model }: { model: ModelVersionDetail }) {
  const manifest = JSON.stringify(model.manifest, null, 2);
  return (
    <section className="panel">
      <header>
        <h2>Card</h2>
      </header>
      <div className="body stack">
        <dl className="kv">
          <Fact name="Kind">{model.kind}</Fact>
          <Fact name="State">
            <PageLink href={`/models/${encodeURIComponent(model.name)}`}>{model.state}, see all versions</PageLink>
          </Fact>
          <Fact name="Scope">
            {model.scope === 'demo'
              ? 'the demonstration only'
              : model.scope === 'all'
                ? 'every instance'
                : 'not applicable'}
          </Fact>
          <Fact name="Segmenter">
            {model.segmenter ?? (
              <span className="faint">
                none: masks come with the {model.kind === 'external' ? 'predictions' : 'image'}
              </span>
            )}
          </Fact>
          <Fact name={model.kind === 'external' ? 'First sent' : 'Registered'}>{instant(model.createdAt)}</Fact>
          <Fact name="Predictions">
            <PageLink href={`/cases?${new URLSearchParams({ model: `${model.name}@${model.version}` })}`}>
              {plural(model.predictions, 'case')}
            </PageLink>
          </Fact>
          <Fact name="SHA-256">
            {model.sha256 === null ? (
              <span className="faint">no file: known by its predictions</span>
            ) : (
              <CopyLine text={model.sha256} label="the hash" />
            )}
          </Fact>
          <Fact name="Version id">
            <CopyLine text={model.versionId} label="the version id" />
          </Fact>
        </dl>
        <div>
          <h3 className="strong">Maps</h3>
          <SaliencyList saliency={model.saliency} />
        </div>
        <Assumed assumed={model.assumed} />
        <details>
          <summary className="summary">Manifest</summary>
          <div className="manifest-show">
            <CopyButton text={manifest} label="the manifest" />
            <pre className="snippet">{manifest}</pre>
          </div>
        </details>
      </div>
    </section>
  );
}
