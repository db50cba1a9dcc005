import type { Metadata } from 'next';
import { whoName } from '@/app/accounts/who';
import { QueueForm } from '@/app/review/rules/queueForm';
import { RuleList } from '@/app/review/rules/ruleList';
import { PageFrame } from '@/app/shell/pageFrame';
import { getCaseFacets } from '@/server/queries/cases';
import { listModels } from '@/server/queries/models';
import { getReviewSettings, type ReviewSettingsAnswer } from '@/server/review/reviewSettings';
import { listFlagRules } from '@/server/review/ruleStore';
import '@/app/styles/review.css';
import '@/app/styles/reviewRules.css';

export const metadata: Metadata = { title: 'Flag rules' };

export default async function RulesPage() {
  const [{ rules }, settings, models, facets] = await Promise.all([
    listFlagRules(),
    getReviewSettings().then(withNames),
    listModels(),
    getCaseFacets(),
  ]);
  const choices = {
    versions: models
      .filter(({ kind }) => kind === 'classifier')
      .map(({ versionId, name, version }) => ({ versionId, model: `${name}@${version}` })),
    findings: [...new Set(facets.models.flatMap(({ findings }) => findings))].toSorted(),
  };
  return (
    <PageFrame crumbs={[{ name: 'Review', href: '/review' }, { name: 'Rules and queue' }]}>
      <div className="page-head">
        <h1 className="page-title">Rules and queue</h1>
        <span className="faint small">which cases are sent to readers, and how they are read</span>
      </div>
      <div className="stack">
        <section className="panel" aria-label="Flag rules">
          <header>
            <h2>Flag rules</h2>
            <span className="q">Which cases should somebody look at?</span>
          </header>
          <RuleList rules={rules} choices={choices} />
          <footer>
            A rule holds for what is read from now on; flags that were raised stay. Every change is in the audit trail.
          </footer>
        </section>
        <section className="panel" aria-label="Queue settings">
          <header>
            <h2>Queue</h2>
            <span className="q">How are they read?</span>
          </header>
          <div className="body stack">
            <QueueForm {...settings} />
          </div>
        </section>
      </div>
    </PageFrame>
  );
}

/** Names in the place of ids. */
async function withNames(settings: ReviewSettingsAnswer): Promise<ReviewSettingsAnswer> {
  const history = settings.history.map(async (one) => ({
    ...one,
    changedBy: one.changedBy === null ? null : await whoName(one.changedBy),
  }));
  return { ...settings, history: await Promise.all(history) };
}
