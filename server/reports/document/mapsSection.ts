import { signed } from '@/app/format/number';
import { day } from '@/app/format/time';
import { undefinedReason } from '@/app/format/undefinedReason';
import { findingName } from '@/app/matrix/findingName';
import { methodName } from '@/app/modelCard/methodName';
import type { ReportContent } from '@/server/reports/content/reportContent';
import type { VersionContent } from '@/server/reports/content/versionContent';
import type { Section, TableBlock } from './block';
import { countCell, countText, drawn, end, NONE, plotCell, SHARE_AXIS, shareCell, start, text } from './cells';
import { headOf } from './versionSections';

const STATES: Record<VersionContent['methods'][number]['state'], string> = {
  passed: 'passed',
  failed: 'failed',
  undecided: 'undecided',
  'not-checked': 'not checked',
};

/** Where the versions look, and what their maps are worth. */
export const mapsSection = ({ versions }: ReportContent): Section => ({
  id: 'maps',
  title: 'Maps',
  blocks: [
    {
      type: 'prose',
      text: 'The share of positive evidence outside the anatomy beside what chance would give. It explains a verdict and never makes one.',
      quiet: true,
    },
    ...versions.flatMap((version) => [...headOf(versions, version), outside(version), methods(version)]),
  ],
});

function outside({ model, findings }: VersionContent): TableBlock {
  return {
    type: 'table',
    caption: `Outside share of ${model}`,
    columns: [
      start('Finding', 4),
      drawn('Share, drawn from 0 to 1; upright: chance', 4),
      end('Outside share', 3),
      end('By chance', 2),
      end('Enrichment, log2', 2),
      end('Maps', 2),
      start('Without a share', 4),
    ],
    rows: findings.map(({ finding, total: { outsideShare: share } }) => {
      const estimate = { value: share.mean, low: share.low, high: share.high };
      return [
        text(findingName(finding)),
        plotCell(estimate, SHARE_AXIS, 'plain', share.areaOutside),
        shareCell(estimate),
        shareCell({ value: share.areaOutside, low: null, high: null }),
        text(share.enrichment === null ? NONE : signed(share.enrichment, 2)),
        countCell(share.n),
        text(reasons(share.undefinedReasons)),
      ];
    }),
    empty: 'The version has no findings.',
  };
}

const reasons = (counts: Record<string, number | null>): string =>
  Object.entries(counts)
    .map(([why, n]) => `${countText(n)}: ${undefinedReason(why)}`)
    .join('; ') || 'none';

function methods({ model, methods: checked, mapsRefused }: VersionContent): TableBlock {
  return {
    type: 'table',
    caption: `Saliency methods of ${model}`,
    columns: [start('Method', 3), start('Check', 2), start('Why', 7), start('On', 2)],
    rows: [
      ...checked.map(({ label, state, reason, checkedAt }) => [
        text(label),
        text(STATES[state]),
        text(reason),
        text(checkedAt === null ? '' : day(checkedAt)),
      ]),
      ...mapsRefused.map(({ method, reason }) => [
        text(methodName(method)),
        text('not possible'),
        text(reason),
        text(''),
      ]),
    ],
    empty: 'No method can be used with this version.',
  };
}
