import { EvidenceHead } from '@/app/evidence/evidenceHead';
import { count } from '@/app/format/number';
import { day } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import { Fact } from '@/app/panel/fact';
import { PageLink } from '@/app/shell/pageLink';
import { StateTag } from '@/app/versions/stateTag';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Evidence } from '@/server/queries/evidence';
import type { ModelVersionSummary } from '@/server/queries/models';
import type { Statistics } from '@/server/queries/statistics';
import { type FindingView, viewCasesHref, viewStrataHref } from './findingQuery';
import { likeWithLike, whereItLooks } from './findingWords';

type Props = {
  view: FindingView;
  by: Stratifier;
  statistics: Statistics;
  evidence: Evidence;
  model: ModelVersionSummary;
};

/** The verdict in one sentence, its grounds, what to do next, and what it rests on. */
export function FindingHead({ view, by, statistics, evidence, model }: Props) {
  const { verdict } = evidence;
  const also = [
    statistics.auc === null || (verdict.by !== null && verdict.by !== by) ? null : likeWithLike(by, statistics.auc),
    whereItLooks(statistics.total.outsideShare),
  ];
  return (
    <div className="finding-head">
      <EvidenceHead
        read={evidence}
        canEdit={model.kind === 'classifier'}
        also={also.filter((sentence) => sentence !== null)}
        period={view.from !== undefined || view.to !== undefined}
        links={{ cases: viewCasesHref(view), strata: viewStrataHref(view, by), n: statistics.total.n }}
      />
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
        </PageLink>{' '}
        <StateTag state={model.state} />
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
