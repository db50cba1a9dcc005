import { count } from '@/app/format/number';
import { interval, percent, probability } from '@/app/format/share';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { PageLink } from '@/app/shell/pageLink';
import { SUPPRESSED_WORDS } from '@/app/siteEffect/words';
import { AsOf } from '@/app/strata/asOf';
import { stratumName, VARIABLES } from '@/app/strata/variables';
import { type Column, TableHead } from '@/app/table/tableHead';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { Statistics } from '@/server/queries/statistics';
import type { Decision } from '@/server/queries/stratumStatistics';
import type { Proportion } from '@/server/stats/wilsonInterval';
import { decisionsCsv } from './findingCsv';
import { type FindingView, viewCasesHref } from './findingQuery';
import { OddsGaps } from './oddsGaps';

type Props = { statistics: Statistics; by: Stratifier; view: FindingView };

const AT: Record<Decision['of'], string> = {
  manifest: 'At the version’s own threshold',
  sensitivity: 'At the threshold that finds 95\u00a0% of all cases',
};

/** What calling cases at one threshold gives, for all and for each stratum, and how far the strata are apart. */
export function Decisions({ statistics, by, view }: Props) {
  const { total } = statistics;
  return (
    <section className="panel" id="decisions">
      <header>
        <h2>Decisions at a threshold</h2>
        <span className="q">is everybody treated alike?</span>
        <span className="tools">
          <a
            href={csvDataUrl(decisionsCsv(statistics, by))}
            download={`decisions-${statistics.model}-${statistics.finding}.csv`}
          >
            CSV
          </a>
        </span>
      </header>
      {total.decisions.length === 0 && (
        <p className="body small dim">
          {total.auc.suppressed === null
            ? 'No threshold: the manifest names none.'
            : `Not told: ${SUPPRESSED_WORDS[total.auc.suppressed]}.`}
        </p>
      )}
      {total.decisions.map((decision) => (
        <AtThreshold key={decision.of} decision={decision} statistics={statistics} by={by} view={view} />
      ))}
      <footer>
        The same threshold for all; 95{'\u00a0'}% intervals (Wilson), images treated as independent. Under 10 of a kind
        nothing is told. <AsOf asOf={statistics.asOf} version={statistics.definitionVersion} />
      </footer>
    </section>
  );
}

const columns = (by: Stratifier): Column[] => [
  { key: 'stratum', name: VARIABLES[by].name },
  { key: 'sensitivity', name: 'Sensitivity', num: true, definition: 'sensitivity' },
  { key: 'specificity', name: 'Specificity', num: true, definition: 'specificity' },
  { key: 'ppv', name: 'PPV', num: true, definition: 'ppv' },
  { key: 'npv', name: 'NPV', num: true, definition: 'npv' },
  { key: 'missed', name: 'Missed', num: true },
  { key: 'false', name: 'False alarms', num: true },
];

function AtThreshold({ decision, statistics, by, view }: Props & { decision: Decision }) {
  const { total, strata, definitionVersion: version } = statistics;
  const own = strata.map(({ stratum, decisions, labelled, auc }) => ({
    ...{ name: stratum[by] ?? '', labelled, auc },
    decision: decisions.find(({ of }) => of === decision.of),
  }));
  return (
    <div className="body table-box decisions">
      <h3 className="strong">
        {AT[decision.of]}: {probability(decision.threshold)}
      </h3>
      {decision.undecided > 0 && (
        <p className="small dim">
          {count(decision.undecided)} cases lie so near to it that their side is not known from the histogram.
        </p>
      )}
      <div className="scroll-x">
        <table className="plain-table tall-table stack-table">
          <TableHead columns={columns(by)} version={version} />
          <tbody>
            <Row name="All" n={total.labelled} decision={decision} />
            {own.length > 1 &&
              own.map(({ name, labelled, decision: one }) => (
                <Row
                  key={name}
                  name={stratumName(by, name)}
                  n={labelled}
                  decision={one}
                  href={viewCasesHref(view, { [by]: name, minProbability: String(decision.threshold) })}
                />
              ))}
          </tbody>
        </table>
      </div>
      <OddsGaps
        by={by}
        version={version}
        strata={own.flatMap(({ name, decision: one }) => (one === undefined ? [] : [{ name, counts: one }]))}
      />
    </div>
  );
}

type RowProps = { name: string; n: number; decision: Decision | undefined; href?: string };

function Row({ name, n, decision, href }: RowProps) {
  return (
    <tr data-row={href === undefined ? undefined : true}>
      <th scope="row">
        {href === undefined ? <b className="strong">{name}</b> : <PageLink href={href}>{name}</PageLink>}
        <span className="under">n {count(n)} labelled</span>
      </th>
      {decision === undefined ? (
        <td colSpan={6} className="faint num">
          fewer than 10 cases of a kind
        </td>
      ) : (
        <>
          <Share label="Sensitivity" share={decision.sensitivity} />
          <Share label="Specificity" share={decision.specificity} />
          <Share label="PPV" share={decision.positivePredictiveValue} />
          <Share label="NPV" share={decision.negativePredictiveValue} />
          <td className="num" data-label="Missed">
            {count(decision.falseNegatives)}
          </td>
          <td className="num" data-label="False alarms">
            {count(decision.falsePositives)}
          </td>
        </>
      )}
    </tr>
  );
}

function Share({ label, share }: { label: string; share: Proportion | null }) {
  return (
    <td className="num" data-label={label}>
      {share === null ? (
        <span className="faint">no case</span>
      ) : (
        <span className="told" title={`${count(share.hits)} of ${count(share.n)}`}>
          <b className="strong">{percent(share.value)}</b>
          <span className="under">{interval(share.low, share.high)}</span>
        </span>
      )}
    </td>
  );
}
