import { aucNumber } from '@/app/chart/aucText';
import { findingName } from '@/app/matrix/findingName';
import { stratumName } from '@/app/strata/variables';
import {
  type FindingContent,
  REPORT_STRATA,
  type ReportStrata,
  type StratumContent,
} from '@/server/reports/content/findingContent';
import type { ReportContent } from '@/server/reports/content/reportContent';
import type { VersionContent } from '@/server/reports/content/versionContent';
import type { Cell, Section, TableBlock } from './block';
import {
  aucCell,
  countCell,
  DISCRIMINATION_AXIS,
  drawn,
  end,
  liftCell,
  NONE,
  plotCell,
  shareCell,
  start,
  text,
} from './cells';
import { headOf } from './versionSections';

/** In the order of the report. */
const STRATA = ['sites', 'views', 'sexes', 'ages'] as const satisfies readonly ReportStrata[];
const WORDS: Record<ReportStrata, string> = { sites: 'Site', views: 'View', sexes: 'Sex', ages: 'Age' };

/** How the versions did, overall and by site, view, sex and age. */
export const performanceSection = ({ versions }: ReportContent): Section => ({
  id: 'performance',
  title: 'Performance',
  blocks: [
    {
      type: 'prose',
      text: 'AUC against the reference labels that were sent, 95 % interval, images treated as independent. Like with like is the mean within sites; what the pooled AUC has beyond it is lent by the site.',
      quiet: true,
    },
    ...versions.flatMap((version) => [
      ...headOf(versions, version),
      overall(version),
      ...STRATA.map((key) => strataTable(version, key)),
    ]),
  ],
});

function overall({ model, findings }: VersionContent): TableBlock {
  return {
    type: 'table',
    caption: `AUC of ${model}, all cases`,
    columns: [
      start('Finding', 4),
      end('Cases', 2),
      end('With finding', 2),
      drawn('AUC, drawn from .4 to 1', 4),
      end('AUC', 2.4),
      end('Like with like', 2.4),
      end('Lift', 3),
      end('Prevalence only', 2),
    ],
    rows: findings.map(({ finding, total, adjusted, lift, prevalenceOnly }) => [
      text(findingName(finding)),
      countCell(total.n),
      { ...countCell(total.positives), under: `of ${countCell(total.labelled).text}` },
      plotCell(total.auc, DISCRIMINATION_AXIS),
      aucCell(total.auc),
      aucCell(adjusted),
      liftCell(lift),
      text(prevalenceOnly === null ? NONE : aucNumber(prevalenceOnly)),
    ]),
    empty: 'No cases were read in this period.',
  };
}

function strataTable({ model, findings }: VersionContent, key: ReportStrata): TableBlock {
  const word = WORDS[key];
  return {
    type: 'table',
    caption: `${model} by ${word.toLowerCase()}`,
    columns: [
      start('Finding', 4),
      start(word, 3),
      end('Cases', 2),
      end('Prevalence', 3),
      drawn('AUC, drawn from .4 to 1', 4),
      end('AUC', 2.4),
      end('Outside share', 3),
      end('By chance', 2),
    ],
    rows: findings.flatMap((finding) => finding[key].map((stratum) => stratumRow(finding, stratum, key))),
    empty: 'No cases were read in this period.',
  };
}

function stratumRow({ finding }: FindingContent, one: StratumContent, key: ReportStrata): Cell[] {
  const { mean, low, high, areaOutside } = one.outsideShare;
  return [
    text(findingName(finding)),
    text(stratumName(REPORT_STRATA[key], one.stratum ?? '')),
    one.suppressed ? text('held back') : countCell(one.n),
    shareCell(one.prevalence),
    plotCell(one.auc, DISCRIMINATION_AXIS),
    aucCell(one.auc),
    shareCell({ value: mean, low, high }),
    shareCell({ value: areaOutside, low: null, high: null }),
  ];
}
