import { aucNumber } from '@/app/chart/aucText';
import { Verdict } from '@/app/siteEffect/verdict';
import type { EvidenceThresholds, VerdictGrade } from '@/server/evidence/verdict';

type Row = { grade: VerdictGrade; statistics: string; edits: string; means: string };

/** The decision table, gravest first: the first row that holds is the verdict. */
const rows = ({ amberAuc, redAuc, minNegatives, minPairs, confirmSd, silentSd }: EvidenceThresholds): Row[] => [
  {
    grade: 'relies',
    statistics: `A from ${aucNumber(amberAuc)}, along the prevalence`,
    edits: `swap or erase of the same variable: net from ${confirmSd} sd in the same direction, interval without 0, ${minPairs} pairs or more`,
    means: 'The score uses how the image was made.',
  },
  {
    grade: 'follows',
    statistics: `A from ${aucNumber(redAuc)}, along the prevalence`,
    edits: `none that confirms; “not localisable” when ${minPairs} pairs or more stay within ${silentSd} sd`,
    means: 'Associated with how the image was made: a cue, or patients who truly differ.',
  },
  {
    grade: 'weak',
    statistics: `A from ${aucNumber(amberAuc)}, along the prevalence`,
    edits: 'none that confirms',
    means: 'The same, weaker.',
  },
  {
    grade: 'shift',
    statistics: `A from ${aucNumber(amberAuc)}, against the prevalence or without a clear difference in it`,
    edits: 'not read',
    means: 'Not learned from prevalence: recalibrate, look at the scanner.',
  },
  { grade: 'below', statistics: 'none of these', edits: 'not read', means: 'Nothing found, which is no proof.' },
  {
    grade: 'few',
    statistics: `under ${minNegatives} cases without the finding in a stratum, everywhere`,
    edits: 'not read',
    means: 'Cannot be told yet.',
  },
];

/** How lines become a verdict, with the thresholds in force. */
export function Rule({ thresholds }: { thresholds: EvidenceThresholds }) {
  return (
    <section className="panel table-box" id="rule">
      <header>
        <h2>The rule</h2>
        <span className="q">the first row that holds; every acquisition variable is looked at, the gravest counts</span>
      </header>
      <table className="plain-table stack-table rule-table" aria-label="Decision table of the verdict">
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Statistics decide</th>
            <th scope="col">Edits confirm</th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {rows(thresholds).map(({ grade, statistics, edits, means }) => (
            <tr key={grade}>
              <th scope="row">
                <Verdict grade={grade} />
              </th>
              <td data-label="Statistics">{statistics}</td>
              <td data-label="Edits">{edits}</td>
              <td data-label="In words">{means}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        A: of a pair of cases without the finding, one of each stratum, the chance that one scores higher, whichever way
        (.5 is nothing); its interval excludes .5 and q is at most {thresholds.falseDiscovery} over all findings and
        lines of the version. Acquisition variables decide: site, department, scanner, view, portable. Sex, age and
        reporting radiologist explain, since patients differ. Only edits whose pictures look like real ones to the
        network count; erasing the frame never does. Maps, features and pictures are not read at all.
      </footer>
    </section>
  );
}
