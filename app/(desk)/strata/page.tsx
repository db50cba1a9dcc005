import type { Metadata } from 'next';
import type { SearchParams } from '@/app/caseList/caseQuery';
import { single } from '@/app/caseList/caseQuery';
import { EmptyState } from '@/app/panel/emptyState';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { chooseFinding, chooseVariable } from '@/app/strata/chooseView';
import { StrataAnswer } from '@/app/strata/strataAnswerHead';
import { StrataForm } from '@/app/strata/strataForm';
import { StrataPanels } from '@/app/strata/strataPanels';
import { type StrataQuestion, type StrataView, strataQuestion, viewFilter } from '@/app/strata/strataQuery';
import { getCaseFacets } from '@/server/queries/cases';
import { getConfounders } from '@/server/queries/confounders';
import { getOverview } from '@/server/queries/overview';
import '@/app/styles/strata.css';
import '@/app/styles/finding.css';

export const metadata: Metadata = { title: 'Strata' };

type Props = { searchParams: Promise<SearchParams> };

/** Whom a score follows: one finding of one version, by one variable. */
export default async function StrataPage({ searchParams }: Props) {
  const params = await searchParams;
  const question = strataQuestion(params);
  const [facets, choice] = await Promise.all([getCaseFacets(), choose(question)]);
  if (choice === null) return <NoModel asked={question.model ?? question.finding} />;
  const open: StrataView = { ...question, ...choice, by: question.by ?? 'site' };
  const confounders = await getConfounders(viewFilter(open));
  const view: StrataView = { ...open, by: chooseVariable(question, confounders) };
  const state = facets.models.find(({ model }) => model === view.model)?.state ?? 'live';
  return (
    <PageFrame crumbs={[{ name: 'Strata' }]} asOf={confounders.asOf}>
      <StrataAnswer view={view} confounders={confounders} state={state} />
      <StrataForm view={view} facets={facets} />
      <StrataPanels view={view} confounders={confounders} mix={single(params).mix} />
    </PageFrame>
  );
}

/** Version and finding; read from the overview's rollups, which also say whether there are such. */
async function choose({ model, finding }: StrataQuestion) {
  const { models } = await getOverview(model === undefined ? {} : { model });
  return chooseFinding({ model, finding }, models) ?? chooseFinding({ model }, models);
}

function NoModel({ asked }: { asked: string | undefined }) {
  return (
    <PageFrame crumbs={[{ name: 'Strata' }]}>
      <h1 className="page-title">Who does it follow?</h1>
      <div className="panel strata-none">
        {asked === undefined ? (
          <EmptyState icon="models" title="No model is registered yet">
            <p>Register one and send it radiographs, or import predictions that were made elsewhere.</p>
            <PageLink className="btn primary" href="/models/new">
              Register a model
            </PageLink>
          </EmptyState>
        ) : (
          <EmptyState icon="models" title="That version is not registered">
            <p>{asked} is not, or no longer, here.</p>
            <PageLink className="btn primary" href="/strata">
              Show what is
            </PageLink>
          </EmptyState>
        )}
      </div>
    </PageFrame>
  );
}
