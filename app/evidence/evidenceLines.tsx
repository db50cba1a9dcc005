import { ForestPlot } from '@/app/chart/forestPlot';
import { count } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import { PageLink } from '@/app/shell/pageLink';
import { AsOf } from '@/app/strata/asOf';
import { capital } from '@/app/strata/variables';
import type { EvidenceLine, EvidenceRole } from '@/server/evidence/evidenceLine';
import { evidenceCsv } from './evidenceCsv';
import type { EvidenceRead } from './evidenceRead';
import { lineAxis, UNIT_WORDS } from './lineAxis';
import { lineRows } from './lineRows';
import { missingName, REASON_WORDS } from './lineWords';

/** Groups in order of weight, and what a reader is told of each. */
const GROUPS: readonly { role: EvidenceRole; title: string; says: string }[] = [
  { role: 'decides', title: 'These decide', says: 'statistics among cases without the finding' },
  { role: 'confirms', title: 'These confirm', says: 'edits of marker and frame, each less its control' },
  { role: 'explains', title: 'These explain, and decide nothing', says: 'the verdict is the same without them' },
];

const UNITS: readonly EvidenceLine['unit'][] = ['auc', 'sd', 'auc-difference', 'share', 'log2'];

/** Independent tests of one finding in order of weight; each unit has an axis of its own. */
export function EvidenceLines({ read, canEdit }: { read: EvidenceRead; canEdit: boolean }) {
  const { model, finding, definitionVersion, asOf } = read;
  return (
    <section className="panel" id="evidence">
      <header>
        <h2>
          <Definition of="verdict" version={definitionVersion}>
            Evidence
          </Definition>
        </h2>
        <span className="q">strongest kind first; every line from where there would be no effect</span>
        <span className="tools">
          <PageLink className="link" href="/method">
            The rule
          </PageLink>
          <a href={csvDataUrl(evidenceCsv(read))} download={`evidence-${model}-${finding}.csv`}>
            CSV
          </a>
        </span>
      </header>
      <div className="body evidence-groups">
        {GROUPS.map((group) => (
          <Group key={group.role} {...group} read={read} canEdit={canEdit} />
        ))}
      </div>
      <Foot read={read} asOf={asOf} />
    </section>
  );
}

type GroupProps = (typeof GROUPS)[number] & { read: EvidenceRead; canEdit: boolean };

function Group({ role, title, says, read, canEdit }: GroupProps) {
  const lines = read.lines.filter((line) => line.role === role);
  const told = lines.filter(({ effect }) => effect !== null);
  const units = UNITS.map((unit) => ({ unit, lines: told.filter((line) => line.unit === unit) }));
  return (
    <section className="evidence-group" aria-label={title}>
      <h3>
        {title} <span className="small faint">{says}</span>
      </h3>
      {lines.length === 0 && <p className="small dim">{NOTHING[role]}</p>}
      {units
        .filter((one) => one.lines.length > 0)
        .map(({ unit, lines: some }) => (
          <ForestPlot
            key={unit}
            rows={lineRows(some, read)}
            axis={lineAxis(unit, some, read.thresholds)}
            head={{ name: UNIT_WORDS[unit], value: 'Effect', n: 'n', word: 'Standing' }}
            label={`${title}: ${UNIT_WORDS[unit]}, with 95 % intervals`}
            version={read.definitionVersion}
          />
        ))}
      <NotTold lines={lines.filter(({ effect }) => effect === null)} finding={read.finding} canEdit={canEdit} />
    </section>
  );
}

/** Lines without an effect, by the reason, in a sentence each: they are no rows, since there is nothing to draw. */
type NotToldProps = { lines: EvidenceLine[]; finding: string; canEdit: boolean };

function NotTold({ lines, finding, canEdit }: NotToldProps) {
  const reasons = [...new Set(lines.map(({ reason }) => reason))];
  return reasons.map((reason) => (
    <p key={reason} className="small dim">
      {capital(reasonWord(reason, canEdit))}:{' '}
      {lines
        .filter((line) => line.reason === reason)
        .map((line) => missingName(line, finding))
        .join(', ')}
      .
    </p>
  ));
}

function reasonWord(reason: EvidenceLine['reason'], canEdit: boolean): string {
  if (reason === null) return 'not told';
  return reason === 'no_edits' && !canEdit ? 'no edits without the model’s file' : REASON_WORDS[reason];
}

const NOTHING: Record<EvidenceRole, string> = {
  decides: 'Nothing to compare yet: it needs cases with labels from two sites, views, scanners or departments.',
  confirms: 'No edits yet.',
  explains: 'Nothing yet.',
};

function Foot({ read: { thresholds, definitionVersion: version }, asOf }: { read: EvidenceRead; asOf: string }) {
  return (
    <footer>
      Upright line: no effect; shaded: weaker than the weak limit, or silent; short tick: the strong limit, or where an
      edit confirms.{' '}
      <Definition of="discovery" version={version}>
        q
      </Definition>{' '}
      up to {thresholds.falseDiscovery} counts; under {count(thresholds.minNegatives)} cases without the finding in a
      stratum or {count(thresholds.minPairs)} pairs nothing is graded. <AsOf asOf={asOf} version={version} />
    </footer>
  );
}
