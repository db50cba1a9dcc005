import { count } from '@/app/format/number';
import { day } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import { Fact } from '@/app/panel/fact';
import { PageLink } from '@/app/shell/pageLink';
import { Verdict } from '@/app/siteEffect/verdict';
import { strataAnswer } from '@/app/strata/strataAnswer';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Confounders } from '@/server/queries/confounders';
import type { ModelVersionSummary } from '@/server/queries/models';
import type { Statistics } from '@/server/queries/statistics';
import { type FindingView, viewCasesHref, viewStrataHref } from './findingQuery';
import { likeWithLike, whereItLooks } from './findingWords';

type Props = {
  view: FindingView;
  by: Stratifier;
  statistics: Statistics;
  confounders: Confounders;
  model: ModelVersionSummary;
};

/** The answer in one sentence with its grade, the grounds in three, and what it rests on. */
export function FindingHead({ view, by, statistics, confounders, model }: Props) {
  const variable = confounders.variables.find((one) => one.by === by);
  const { headline, detail } = strataAnswer(statistics.finding, variable);
  const grounds = [
    detail,
    statistics.auc === null ? null : likeWithLike(by, statistics.auc),
    whereItLooks(statistics.total.outsideShare),
  ];
  const worst = variable?.worst ?? null;
  return (
    <div className="finding-head">
      <section className="answer">
        {worst !== null && <Verdict grade={worst.grade} />}
        <h1>{headline}</h1>
        <p className="lead">{grounds.filter((sentence) => sentence !== null).join(' ')}</p>
        <p className="finding-links">
          <PageLink className="btn primary" href="#cases">
            Cases to look at
          </PageLink>
          <PageLink className="btn" href={viewCasesHref(view)}>
            All {count(statistics.total.n)} cases
          </PageLink>
          <PageLink className="btn" href={viewStrataHref(view, by)}>
            All strata
          </PageLink>
        </p>
      </section>
      <Basis statistics={statistics} model={model} />
    </div>
  );
}

function Basis({ statistics: { finding, total, period, model: id }, model }: Pick<Props, 'statistics' | 'model'>) {
  const declared = model.findings.find(({ name }) => name === finding);
  const href = `/models/${encodeURIComponent(model.name)}/${encodeURIComponent(model.version)}`;
  return (
    <dl className="kv finding-basis">
      <Fact name="Finding">{findingName(finding)}</Fact>
      <Fact name="Version">
        <PageLink className="link" href={`${href}?${new URLSearchParams({ finding })}`}>
          {id}
        </PageLink>
      </Fact>
      <Fact name="May be seen in">{declared?.anatomy.join(', ') || 'not stated'}</Fact>
      <Fact name="Cases">{count(total.n)}</Fact>
      <Fact name="With a label">
        {count(total.labelled)}, {count(total.positives)} have it
      </Fact>
      <Fact name="Read">
        {period.from === null || period.to === null ? 'nothing yet' : `${day(period.from)} to ${day(period.to)}`}
      </Fact>
    </dl>
  );
}
