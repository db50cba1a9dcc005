import { count, plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import type { Framework, MappingItem, SectionId } from '@/server/reports/content/mappingContent';
import type { ReportContent } from '@/server/reports/content/reportContent';
import type { Block, Cell, Section } from './block';
import { countText, end, start, text } from './cells';

/** What is not known, and what never is. */
export const gapsSection = ({ gaps, versions }: ReportContent): Section => ({
  id: 'gaps',
  title: 'Gaps and known limits',
  blocks: [
    {
      type: 'facts',
      caption: 'Images of the period',
      facts: [
        { name: 'Received', value: countText(gaps.received) },
        { name: 'Not scored', value: `${countText(gaps.notScored)}: lateral, or no chest` },
        { name: 'Failed', value: countText(gaps.failed) },
        { name: 'Waiting', value: countText(gaps.pending) },
      ],
    },
    {
      type: 'table',
      caption: 'Assumed or suspicious at registration',
      columns: [start('Version', 3), start('What', 9)],
      rows: versions.flatMap(({ model, assumed, warnings }) =>
        [...assumed, ...warnings].map((what) => [text(model), text(what)]),
      ),
      empty: 'Nothing was assumed, and nothing was suspicious.',
    },
    ...LIMITS.map((limit): Block => ({ type: 'prose', text: limit, quiet: true })),
  ],
});

const LIMITS = [
  'No figure here is proof that a model is safe or follows nothing: a verdict under the limits says that nothing beyond them was found.',
  'Labels come from whoever sent them. Figures against them are as good as they are, and are told of labelled cases alone.',
  'A cell of a map sees more of the image than it covers. Where a map is bright is not where a model looks alone.',
  'Not for diagnostic use.',
];

export const definitionsSection = ({ definitions }: ReportContent): Section => ({
  id: 'definitions',
  title: 'Definitions',
  blocks: [
    {
      type: 'table',
      caption: 'What the figures mean',
      columns: [start('Figure', 3), start('Version', 2), start('Meaning', 9)],
      rows: definitions.map(({ name, version, says }) => [text(name), { text: version, code: true }, text(says)]),
      empty: 'No figure is defined.',
    },
  ],
});

const STATES: Record<MappingItem['state'], Cell> = {
  here: { text: 'Here' },
  partly: { text: 'Partly', tone: 'weak' },
  missing: { text: 'Missing', tone: 'missing' },
  outside: { text: 'Not asked', tone: 'few' },
};

const SECTION_NAMES: Record<SectionId, string> = {
  versions: 'Model versions',
  performance: 'Performance',
  evidence: 'What the scores follow',
  maps: 'Maps',
  reviews: 'Reviews',
  alarms: 'Alarms and incidents',
  decisions: 'Decisions',
  gaps: 'Gaps and known limits',
  definitions: 'Definitions',
  records: 'Records and hashes',
};

/** What rules ask for, and where it is. */
export const rulesSection = ({ frameworks }: ReportContent): Section => ({
  id: 'rules',
  title: 'What rules ask for',
  blocks: [
    {
      type: 'prose',
      text: 'Items in short and in our words, beside where this report tells them. Missing is shown as missing. Not legal advice: whether a rule applies, and whether it is met, is for its reader to judge.',
    },
    ...frameworks.flatMap(frameworkBlocks),
  ],
});

const frameworkBlocks = (framework: Framework): Block[] => [
  { type: 'heading', text: framework.title },
  { type: 'prose', text: `${countsOf(framework)} ${framework.source}.`, quiet: true },
  {
    type: 'table',
    caption: `Items of ${framework.title}`,
    columns: [start('Item', 4), start('Asks', 5), start('State', 2), start('Where, or what would fill it', 8)],
    rows: framework.items.map((item) => [
      text(item.clause),
      text(item.asks),
      STATES[item.state],
      text(item.state === 'missing' ? `To fill: ${item.fill ?? ''}` : item.says, whereOf(item)),
    ]),
    empty: 'No item.',
  },
];

function whereOf({ sections, fill, state }: MappingItem): string | undefined {
  const where = sections.length === 0 ? [] : [`See ${sections.map((id) => SECTION_NAMES[id]).join(', ')}.`];
  const rest = fill === null || state === 'missing' ? [] : [`Missing: ${fill}`];
  return [...where, ...rest].join(' ') || undefined;
}

const countsOf = ({ items }: Framework): string => {
  const n = (state: MappingItem['state']) => count(items.filter((item) => item.state === state).length);
  return `${plural(items.length, 'item')}: ${n('here')} here, ${n('partly')} partly, ${n('missing')} missing, ${n('outside')} not asked of this use.`;
};

/** Where the records are that prove it. */
export const recordsSection = ({ trail, reportVersion, versions }: ReportContent, contentSha256: string): Section => ({
  id: 'records',
  title: 'Records and hashes',
  blocks: [
    {
      type: 'facts',
      caption: 'Hashes',
      facts: [
        { name: 'Content of this report', value: contentSha256, code: true },
        { name: 'Shape of the content', value: reportVersion },
        { name: 'Audit trail, last record', value: `#${trail.seq}` },
        { name: 'Audit trail, its hash', value: trail.hash, code: true },
        {
          name: 'Last signed checkpoint',
          value:
            trail.checkpoint === null
              ? 'none yet'
              : `#${trail.checkpoint.seq}, ${instant(trail.checkpoint.at)}, key ${trail.checkpoint.keyId}`,
        },
        ...versions.flatMap(({ model, sha256 }) =>
          sha256 === null ? [] : [{ name: `Model file of ${model}`, value: sha256, code: true }],
        ),
      ],
    },
    {
      type: 'table',
      caption: 'Records of the audit trail in the period',
      columns: [start('Kind', 6), end('Records', 2)],
      rows: trail.records.map(({ kind, n }) => [{ text: kind, code: true }, text(count(n))]),
      empty: 'Nothing was recorded in the period.',
    },
  ],
});
