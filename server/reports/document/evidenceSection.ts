import { findingName } from '@/app/matrix/findingName';
import type { FindingContent, LineContent } from '@/server/reports/content/findingContent';
import type { ReportContent } from '@/server/reports/content/reportContent';
import type { VersionContent } from '@/server/reports/content/versionContent';
import type { Block, Cell, Section, TableBlock, Tone } from './block';
import { countCell, drawn, effectCell, end, NONE, plotCell, start, text, UNIT_AXES } from './cells';
import { headOf } from './versionSections';

/** What the scores follow besides the disease. */
export const evidenceSection = ({ versions }: ReportContent): Section => ({
  id: 'evidence',
  title: 'What the scores follow',
  blocks: [
    {
      type: 'prose',
      text: 'Over the whole time of each version, whatever the period. Statistics decide, edits of the image confirm, maps explain and decide nothing.',
      quiet: true,
    },
    ...versions.flatMap((version) => [
      ...headOf(versions, version),
      verdicts(version),
      ...version.findings.filter(fires).flatMap((finding) => linesOf(version, finding)),
    ]),
  ],
});

/** Findings whose lines are printed whole; the content holds those of all. */
const fires = ({ verdict: { grade } }: FindingContent): boolean => grade !== 'below' && grade !== 'few';

function verdicts({ model, findings }: VersionContent): TableBlock {
  return {
    type: 'table',
    caption: `Verdicts on ${model}`,
    columns: [start('Finding', 3), start('Verdict', 3), start('In words', 8)],
    rows: findings.map(({ finding, verdict }) => [
      text(findingName(finding)),
      { text: verdict.word, tone: verdict.grade, ...(verdict.notLocalisable && { under: 'not localisable' }) },
      text(verdict.headline, verdict.grounds.join(' ') || undefined),
    ]),
    empty: 'The version has no findings.',
  };
}

const ROLES: Record<LineContent['role'], string> = { decides: 'decides', confirms: 'confirms', explains: 'explains' };

function linesOf({ model }: VersionContent, { finding, lines, verdict }: FindingContent): Block[] {
  return [
    {
      type: 'table',
      caption: `Evidence on ${findingName(finding)} of ${model}`,
      columns: [
        start('Line', 6),
        start('Role', 2),
        drawn('Effect, drawn about no effect', 4),
        end('Effect', 3),
        end('Counted', 2),
        end('q', 1.6),
        start('Says', 4),
      ],
      rows: lines.map((line) => lineRow(line, verdict.grade)),
      empty: 'No line of evidence is known yet.',
    },
  ];
}

function lineRow(line: LineContent, verdict: Tone): Cell[] {
  const tone: Tone = line.grade === 'red' || line.grade === 'amber' ? verdict : 'plain';
  const chance = line.unit === 'share' ? line.none : null;
  return [
    text(line.name, line.under),
    text(ROLES[line.role]),
    plotCell(line.effect, UNIT_AXES[line.unit], tone, chance),
    effectCell(line),
    { ...countCell(line.n), under: line.counted },
    text(line.q === null ? NONE : qText(line.q)),
    text(line.standing ?? ''),
  ];
}

const qText = (q: number): string => (q < 0.001 ? '<.001' : q > 0.999 ? '>.999' : q.toFixed(3).slice(1));
