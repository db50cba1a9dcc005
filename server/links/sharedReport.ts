import type { LineContent } from '@/server/reports/content/findingContent';
import type { ReportContent } from '@/server/reports/content/reportContent';
import type { VersionContent } from '@/server/reports/content/versionContent';
import { siteCodes, viewCode } from './deidentify';

/** What a line tests, without the names of the strata that it compares. */
const LINES: Record<string, string> = {
  negatives: 'Score of those without the finding',
  swap: 'Marker and frame of another group',
  erase: 'Marker erased',
  gain: 'AUC without the marker',
  lift: 'What the group lends to the AUC',
  external: 'AUC at home less elsewhere',
  frame: 'Frame erased',
  outside: 'Evidence outside the anatomy',
  probe: 'What features tell',
};

const VARIABLES: Record<string, string> = {
  site: 'by site',
  viewPosition: 'by view',
  portable: 'portable or not',
  patientSex: 'by sex',
  ageBand: 'by age',
};

/**
 * A report as strangers may see it: sites by the codes of a link, views by the codes of DICOM, and no sentence that
 * names what is compared, since departments, scanners and people have names too. Its hash is one of its own.
 */
export function sharedReport(content: ReportContent, salt: Uint8Array): ReportContent {
  const codes = siteCodes(salt, sitesOf(content));
  const site = (name: string): string => codes.get(name) ?? 'Site';
  const { alarms, decisions } = content;
  return {
    ...content,
    versions: content.versions.map((version) => sharedVersion(version, site)),
    alarms: {
      ...alarms,
      alarms: alarms.alarms.map((alarm) => ({ ...alarm, site: site(alarm.site), view: viewOf(alarm.view) })),
    },
    decisions: { ...decisions, rows: decisions.rows.map((row) => ({ ...row, by: row.by.split(' ')[0] ?? '' })) },
  };
}

const sitesOf = ({ versions, alarms }: ReportContent): string[] => [
  ...versions.flatMap(({ trainedOn, findings }) => [
    ...trainedOn,
    ...findings.flatMap(({ sites }) => sites.map(({ stratum }) => stratum ?? '')),
  ]),
  ...alarms.alarms.map((alarm) => alarm.site),
];

const viewOf = (view: string): string => viewCode(view) ?? (view === 'unknown' ? view : 'other');

function sharedVersion(version: VersionContent, site: (name: string) => string): VersionContent {
  return {
    ...version,
    trainedOn: version.trainedOn.map(site),
    findings: version.findings.map((finding) => ({
      ...finding,
      sites: finding.sites.map((one) => ({ ...one, stratum: site(one.stratum ?? '') })),
      views: finding.views.map((one) => ({ ...one, stratum: viewOf(one.stratum ?? '') })),
      verdict: { ...finding.verdict, grounds: [] },
      lines: finding.lines.map(sharedLine),
    })),
  };
}

function sharedLine(line: LineContent): LineContent {
  const [test = '', by = ''] = line.id.split(':');
  return { ...line, name: LINES[test] ?? 'Another line', under: VARIABLES[by] ?? '' };
}
