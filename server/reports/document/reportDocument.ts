import { count, plural } from '@/app/format/number';
import { day, instant } from '@/app/format/time';
import { VERDICT_WORDS, VERDICTS } from '@/server/evidence/verdict';
import type { MappingItem } from '@/server/reports/content/mappingContent';
import type { ReportContent } from '@/server/reports/content/reportContent';
import type { ReportDocument, Section } from './block';
import { evidenceSection } from './evidenceSection';
import { mapsSection } from './mapsSection';
import { alarmsSection, decisionsSection, reviewsSection } from './oversightSections';
import { performanceSection } from './performanceSection';
import { definitionsSection, gapsSection, recordsSection, rulesSection } from './recordSections';
import { versionsSection } from './versionSections';

/** A report as headings, sentences and tables, in the words and number formats of the product's pages. */
export function reportDocument(content: ReportContent, contentSha256: string): ReportDocument {
  const period = periodText(content);
  return {
    title: content.title,
    subtitle: `${content.kind === 'audit' ? 'Audit report' : 'Model card'}, ${period}. Made ${instant(content.asOf)}.`,
    running: `${content.title} · ${period}`,
    sections: [
      summary(content),
      versionsSection(content),
      performanceSection(content),
      evidenceSection(content),
      mapsSection(content),
      reviewsSection(content),
      alarmsSection(content),
      decisionsSection(content),
      gapsSection(content),
      rulesSection(content),
      definitionsSection(content),
      recordsSection(content, contentSha256),
    ],
  };
}

/** "1 Oct 2026 to 31 Oct 2026": with the last day of the period, not the first after it. */
export function periodText({ period }: Pick<ReportContent, 'period'>): string {
  if (period === null) return 'the whole time';
  return `${day(period.from)} to ${day(new Date(Date.parse(period.to) - 1).toISOString())}`;
}

function summary(content: ReportContent): Section {
  const { versions, alarms, decisions, frameworks } = content;
  const grades = versions.flatMap(({ findings }) => findings.map(({ verdict }) => verdict.grade));
  const told = VERDICTS.map((grade) => ({ grade, n: grades.filter((one) => one === grade).length }));
  const items = frameworks.flatMap((framework) => framework.items);
  const state = (wanted: MappingItem['state']) => count(items.filter((item) => item.state === wanted).length);
  return {
    id: 'summary',
    title: 'At a glance',
    blocks: [
      {
        type: 'facts',
        caption: 'At a glance',
        facts: [
          { name: 'Versions', value: versions.map(({ model }) => model).join(', ') || 'none' },
          {
            name: 'Verdicts',
            value:
              told
                .filter(({ n }) => n > 0)
                .map(({ grade, n }) => `${VERDICT_WORDS[grade]} ${count(n)}`)
                .join(', ') || 'none',
          },
          {
            name: 'Alarms, incidents',
            value: `${plural(alarms.alarms.length, 'alarm')}, ${plural(alarms.incidents.length, 'incident')}`,
          },
          { name: 'Decisions', value: count(decisions.rows.length + decisions.more) },
          {
            name: 'Asked by rules',
            value: `${state('here')} here, ${state('partly')} partly, ${state('missing')} missing`,
          },
        ],
      },
      {
        type: 'prose',
        text: `Figures of fewer than ${content.least} cases are not told. No patient, no single case and no words that people typed are in this report. Not legal advice; not for diagnostic use.`,
        quiet: true,
      },
    ],
  };
}
