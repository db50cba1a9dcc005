import { CopyLine } from '@/app/panel/copyButton';
import { PageLink } from '@/app/shell/pageLink';
import type { Registration } from './registration';
import { Assumed, SaliencyList } from './saliencyList';

/** What registration found out. */
export function RegistrationResult({ result, href }: { result: Registration; href: string }) {
  return (
    <section className="panel" role="status">
      <header>
        <h2>Registered</h2>
      </header>
      <div className="body stack">
        <SaliencyList saliency={result.saliency} />
        <Assumed assumed={result.assumed} />
        <dl className="kv">
          <div>
            <dt>SHA-256</dt>
            <dd>
              <CopyLine text={result.sha256} label="the hash" />
            </dd>
          </div>
        </dl>
        <div className="register-actions">
          <PageLink className="btn primary" href={href}>
            Open the model’s page
          </PageLink>
          <PageLink className="btn" href="/upload">
            Upload radiographs
          </PageLink>
        </div>
      </div>
    </section>
  );
}
