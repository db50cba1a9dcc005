import type { ForestRow, ForestTone } from '@/app/chart/forestPlot';
import { count, plural } from '@/app/format/number';
import { PageLink } from '@/app/shell/pageLink';
import type { EvidenceLine } from '@/server/evidence/evidenceLine';
import type { EvidenceThresholds } from '@/server/evidence/verdict';
import type { EvidenceRead } from './evidenceRead';
import { effectText, endsText, LINE_DEFINITIONS, lineWords, REASON_WORDS, standing } from './lineWords';

/** Lines as rows of a forest plot: what decides as dots in the colour of its strength, what explains as hollow squares. */
export function lineRows(lines: readonly EvidenceLine[], read: EvidenceRead): ForestRow[] {
  return lines.map((line) => {
    const { name, under } = lineWords(line, read.finding);
    return {
      key: line.id,
      ...{ name, under, definition: LINE_DEFINITIONS[line.test] },
      ...{ value: line.effect, low: line.low, high: line.high, none: line.null },
      text: line.effect === null ? null : effectText(line.unit, line.effect),
      interval: endsText(line),
      missing: line.reason === null ? 'not told' : REASON_WORDS[line.reason],
      n: <Counted line={line} />,
      word: <Standing line={line} thresholds={read.thresholds} />,
      tone: toneOf(line, read),
      mark: line.role === 'explains' ? 'square' : 'dot',
    };
  });
}

function toneOf(line: EvidenceLine, { verdict }: EvidenceRead): ForestTone {
  if (line.role === 'explains' || line.grade === null) return 'below';
  if (line.grade === 'few') return 'few';
  if (line.id === verdict.confirmedBy || (line.id === verdict.decidedBy && verdict.grade === 'relies')) return 'relies';
  if (line.role === 'confirms' || line.grade === 'none') return 'below';
  if (line.direction !== 'along') return 'shift';
  return line.grade === 'red' ? 'follows' : 'weak';
}

const SINGULAR = { cases: 'case', pairs: 'pair', maps: 'map' } as const;

/** How many, leading to them where there is a list of them; of edits also what does not count. */
function Counted({ line: { n, counted, cases, pairs, flips } }: { line: EvidenceLine }) {
  const words = plural(n, SINGULAR[counted]);
  const left = pairs === null || pairs.outOfDistribution === 0 ? null : `${count(pairs.outOfDistribution)} look unreal`;
  const empty = pairs === null || pairs.nothingToEdit === 0 ? null : `${count(pairs.nothingToEdit)} had none`;
  const flipped = flips === null || flips.n === 0 ? null : `${count(flips.n)} decided otherwise`;
  const under = [left, empty, flipped].filter((one) => one !== null);
  return (
    <>
      {cases === null || n === 0 ? (
        words
      ) : (
        <PageLink className="link" href={`/cases?${new URLSearchParams(cases)}`}>
          {words}
        </PageLink>
      )}
      {under.length > 0 && <span className="under">{under.join(', ')}</span>}
    </>
  );
}

function Standing({ line, thresholds }: { line: EvidenceLine; thresholds: EvidenceThresholds }) {
  const word = standing(line, thresholds);
  return (
    <>
      {word}
      {line.q !== null && <span className="under">q {qText(line.q)}</span>}
    </>
  );
}

/** A false discovery rate: "<.001", ".032", ".41". */
function qText(q: number): string {
  if (q < 0.001) return '<.001';
  return q >= 0.9995 ? '1' : q.toFixed(q < 0.1 ? 3 : 2).slice(1);
}
