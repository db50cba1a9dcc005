import { count, fixed, plural } from '@/app/format/number';
import { day, minute } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import type { ReportContent } from '@/server/reports/content/reportContent';
import type { Section, TableBlock } from './block';
import { countCell, countText, end, NONE, numberCell, shareCell, start, text } from './cells';

const ARMS: Record<string, string> = { flagged: 'flagged', control: 'drawn by chance', asked: 'asked for' };

/** What readers said. */
export const reviewsSection = ({ reviews }: ReportContent): Section => ({
  id: 'reviews',
  title: 'Reviews',
  blocks: [
    {
      type: 'facts',
      caption: 'Reviews of the period',
      facts: [
        { name: 'Queued', value: countText(reviews.queued) },
        { name: 'Readers', value: count(reviews.readers) },
        { name: 'Taken back', value: countText(reviews.withdrawn) },
        { name: 'Second reads', value: `${countText(reviews.kappa.pairs)} pairs` },
        { name: 'Agreement, kappa', value: kappaText(reviews) },
      ],
    },
    armsTable(reviews),
  ],
});

const kappaText = ({ kappa: { value, low, high } }: ReportContent['reviews']): string => {
  if (value === null) return NONE;
  return low === null || high === null ? fixed(value, 2) : `${fixed(value, 2)} (${fixed(low, 2)} to ${fixed(high, 2)})`;
};

const armsTable = ({ arms }: ReportContent['reviews']): TableBlock => ({
  type: 'table',
  caption: 'Verdicts by version and arm of the queue',
  columns: [
    start('Version', 4),
    start('Arm', 3),
    end('Reads', 2),
    end('Unaided first', 2),
    end('Agree', 2),
    end('Disagree', 2),
    end('Wrong reason', 2),
    end('Override rate', 3),
    end('Median, s', 2),
  ],
  rows: arms.map((arm) => [
    text(arm.model),
    text(ARMS[arm.arm] ?? arm.arm),
    countCell(arm.aided),
    countCell(arm.unaided),
    ...['agree', 'disagree', 'wrong-reason'].map((verdict) => countCell(arm.verdicts[verdict] ?? 0)),
    shareCell(arm.override),
    numberCell(arm.medianSeconds, 1),
  ]),
  empty: 'Nobody reviewed a case of these versions in the period.',
});

/** What changed by itself, and what people did about it. */
export const alarmsSection = ({ alarms: { rules, alarms, incidents, more } }: ReportContent): Section => ({
  id: 'alarms',
  title: 'Alarms and incidents',
  blocks: [
    { type: 'prose', text: `${rulesText(rules)}${more > 0 ? ` ${count(more)} more are in the product.` : ''}` },
    {
      type: 'table',
      caption: 'Alarms raised in the period',
      columns: [
        start('Statistic', 4),
        start('Version', 4),
        start('Finding', 3),
        start('Site and view', 3),
        start('Side', 1.6),
        start('Since', 2.4),
        start('Ended', 2.4),
        end('Incident', 2),
      ],
      rows: alarms.map((alarm) => [
        text(alarm.statistic),
        text(alarm.model),
        text(findingName(alarm.finding)),
        text(alarm.site, alarm.view),
        text(alarm.side),
        text(day(alarm.since), `seen ${day(alarm.seen)}`),
        text(alarm.endedAt === null ? 'goes on' : day(alarm.endedAt)),
        text(alarm.incident === null ? 'none' : `#${alarm.incident}`),
      ]),
      empty: 'No alarm was raised in the period.',
    },
    {
      type: 'table',
      caption: 'Incidents opened in the period',
      columns: [
        start('Incident', 2),
        start('State', 3),
        start('Opened', 4),
        start('Closed', 4),
        end('Alarms', 2),
        end('Notes', 2),
      ],
      rows: incidents.map(({ number, state, openedAt, closedAt, alarms: raised, notes }) => [
        text(`#${number}`),
        text(state),
        text(minute(openedAt)),
        text(closedAt === null ? 'open' : minute(closedAt)),
        text(count(raised)),
        text(count(notes)),
      ]),
      empty: 'No incident was opened in the period.',
    },
  ],
});

const rulesText = (rules: number): string =>
  rules === 0
    ? 'No alarm rule was in force when this was made: nothing watches these versions by itself.'
    : `${plural(rules, 'alarm rule')} in force when this was made.`;

/** What people decided. */
export const decisionsSection = ({ decisions: { rows, more } }: ReportContent): Section => ({
  id: 'decisions',
  title: 'Decisions',
  blocks: [
    {
      type: 'table',
      caption: 'Versions, promotions, thresholds, rules and settings',
      columns: [start('When (UTC)', 3), start('What', 4), start('Of', 4), start('By', 5)],
      rows: rows.map(({ at, what, subject, by }) => [
        text(minute(at)),
        text(what),
        text(subject),
        { text: by, code: true },
      ]),
      empty: 'Nothing was decided in the period.',
    },
    {
      type: 'prose',
      text: `${more > 0 ? `${count(more)} older ones are in the product. ` : ''}Reasons are people’s own words, and are kept in the product beside each decision.`,
      quiet: true,
    },
  ],
});
