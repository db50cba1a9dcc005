import { count } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { day, minute } from '@/app/format/time';
import { EmptyState } from '@/app/panel/emptyState';
import { PageLink } from '@/app/shell/pageLink';
import { STATISTIC_WORDS, unitOf } from '@/server/alarms/alarmWords';
import type { Rule } from '@/server/alarms/rules';
import { ActButton } from './actButton';
import { scaleOf } from './statisticText';

const HEADS = ['Rule', 'Watches', 'Band', 'Reference', 'Level', 'Open', 'Looked at, UTC', ''];

/** The rules, with what each watches; who may govern can switch and remove them. */
export function RulesPanel({ rules, governs }: { rules: readonly Rule[]; governs: boolean }) {
  return (
    <section className="panel table-box" id="rules">
      <header>
        <h2>Rules</h2>
        <span className="q">what is watched</span>
        {governs && rules.length > 0 && (
          <span className="tools">
            <PageLink href="/alarms/rule">New rule</PageLink>
          </span>
        )}
      </header>
      {rules.length === 0 ? (
        <EmptyState title="No rule yet">
          <p>A rule watches one statistic within every site and view, against a reference period of your choice.</p>
          {governs && (
            <PageLink className="btn primary" href="/alarms/rule">
              Make the first rule
            </PageLink>
          )}
        </EmptyState>
      ) : (
        <div className="scroll-x">
          <table className="plain-table tall-table stack-table" aria-label="Rules">
            <thead>
              <tr>
                {HEADS.map((head, i) => (
                  <th key={head} scope="col" className={i === 4 || i === 5 ? 'num' : undefined}>
                    {head === '' ? <span className="sr">Actions</span> : head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <Row key={rule.id} rule={rule} governs={governs} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ rule, governs }: { rule: Rule; governs: boolean }) {
  const { referenceFrom, referenceTo, level } = rule.parameters;
  const path = `/api/v1/alarm-rules/${rule.id}` as const;
  return (
    <tr>
      <th scope="row" className="strong">
        {governs ? <PageLink href={`/alarms/rule?id=${rule.id}`}>{rule.name}</PageLink> : rule.name}
        <span className="under">{rule.model}</span>
      </th>
      <td data-label="Watches">
        {STATISTIC_WORDS[rule.statistic]}
        <span className="under">{rule.finding ?? 'every finding'}, each site and view</span>
      </td>
      <td data-label="Band">{bandText(rule)}</td>
      <td data-label="Reference" className="nowrap">
        {day(referenceFrom)} to {day(referenceTo)}
      </td>
      <td className="num" data-label="Level a year">
        {percent(level)}
      </td>
      <td className="num" data-label="Open">
        {count(rule.openAlarms)}
      </td>
      <td data-label="Looked at" className="nowrap">
        {!rule.enabled ? (
          <span className="faint">off</span>
        ) : rule.evaluatedAt === null ? (
          <span className="faint">soon</span>
        ) : (
          minute(rule.evaluatedAt)
        )}
      </td>
      <td>
        {governs && (
          <span className="row-actions">
            <ActButton
              key={String(rule.enabled)}
              path={path}
              body={{ enabled: !rule.enabled }}
              label={`Switch ${rule.name} ${rule.enabled ? 'off' : 'on'}`}
            >
              {rule.enabled ? 'Off' : 'On'}
            </ActButton>
          </span>
        )}
      </td>
    </tr>
  );
}

/** "reference ± 5 points", "45 to 55 %". */
function bandText({ statistic, parameters: { band } }: Rule): string {
  const of = (value: number): string => String(Number((value * scaleOf(statistic)).toFixed(4)));
  const [whole, apart] = { share: [' %', ' points'], logits: [' logits', ' logits'], auc: ['', ''] }[unitOf(statistic)];
  if (band.kind === 'fixed') return `${of(band.low)} to ${of(band.high)}${whole}`;
  if (band.unit === 'sd') return `reference ± ${band.margin} sd`;
  return `reference ± ${of(band.margin)}${apart}`;
}
