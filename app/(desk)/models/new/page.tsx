import type { Metadata } from 'next';
import { RegisterForm } from '@/app/register/registerForm';
import { PageFrame } from '@/app/shell/pageFrame';
import '@/app/styles/forms.css';

export const metadata: Metadata = { title: 'Register a model' };

export default function RegisterPage() {
  return (
    <PageFrame crumbs={[{ name: 'Models', href: '/models' }, { name: 'Register' }]}>
      <div className="page-head">
        <h1 className="page-title">Register a model version</h1>
      </div>
      <div className="form-grid">
        <RegisterForm />
        <aside className="panel">
          <header>
            <h2>What happens</h2>
          </header>
          <ol className="body numbered small dim">
            <li>The graph is read: last spatial feature map, pooling, linear head.</li>
            <li>Maps, embedding and logits are added as outputs, in memory; the file stays as it is.</li>
            <li>Checked: mean of the CAM plus bias equals the logit, and the probabilities are unchanged.</li>
            <li>
              A head of another shape is still registered: scores and statistics work, the map is refused, with the
              reason.
            </li>
          </ol>
          <footer>
            <b>anatomy</b> names the zones in which a finding may be seen: <code>lungs</code>, <code>heart</code>,{' '}
            <code>mediastinum</code>, <code>abdomen</code>, <code>body-other</code>. <b>baseline</b> is its prevalence,
            the zero of the log-ratio map. <b>range</b> is what 0–255 is mapped to.
          </footer>
        </aside>
      </div>
    </PageFrame>
  );
}
