import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ActButton } from '@/app/alarms/actButton';
import { mayOf } from '@/app/alarms/mayOf';
import { fieldsOf } from '@/app/alarms/ruleDraftOf';
import { RuleForm } from '@/app/alarms/ruleForm';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { EmptyState } from '@/app/panel/emptyState';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { proposedPeriod } from '@/server/alarms/proposedPeriod';
import { listRule } from '@/server/alarms/rules';
import { db } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import { listModels } from '@/server/queries/models';
import '@/app/styles/alarms.css';

export const metadata: Metadata = { title: 'Rule' };

export default async function RulePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { id, model: wanted } = single(await searchParams);
  const [may, versions] = await Promise.all([mayOf(), listModels()]);
  if (!may('govern') || (id !== undefined && !isUuid(id))) notFound();
  const rule = id === undefined ? null : await listRule(db(), id).catch(() => notFound());
  const models = versions
    .filter(({ kind }) => kind !== 'segmenter')
    .map(({ name, version, findings }) => ({
      model: `${name}@${version}`,
      findings: findings.map((finding) => finding.name),
    }));
  const model = models.find((one) => one.model === wanted)?.model ?? models[0]?.model ?? '';
  const fields = fieldsOf(rule, model, await proposedPeriod(rule?.model ?? model));
  return (
    <PageFrame crumbs={[{ name: 'Alarms', href: '/alarms' }, { name: rule?.name ?? 'New rule' }]}>
      <div className="page-head">
        <h1 className="page-title">{rule === null ? 'What should be watched?' : rule.name}</h1>
        <span className="faint small">Always within each site and view, a sequence for each</span>
        {rule !== null && (
          <span className="right">
            <ActButton
              key={String(rule.removed)}
              path={`/api/v1/alarm-rules/${rule.id}`}
              body={{ removed: !rule.removed }}
            >
              {rule.removed ? 'Removed: bring it back' : 'Remove'}
            </ActButton>
          </span>
        )}
      </div>
      <section className="panel" aria-label="The rule">
        {models.length === 0 ? (
          <EmptyState title="There is no model to watch">
            <p>Register a model first, or send predictions.</p>
            <PageLink className="btn" href="/models">
              Models
            </PageLink>
          </EmptyState>
        ) : (
          <div className="body">
            <RuleForm key={rule?.id ?? 'new'} id={rule?.id ?? null} fields={fields} models={models} />
          </div>
        )}
      </section>
    </PageFrame>
  );
}
