import { type ForestAxis, ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { count, plural, signed } from '@/app/format/number';
import { interval, percent, probability } from '@/app/format/share';
import { undefinedReason } from '@/app/format/undefinedReason';
import type { DefinitionName } from '@/app/panel/definitions';
import type { MapNull, MapsAnswer } from '@/server/analysis/evidenceAnswers';

const AXIS: ForestAxis = {
  name: 'share outside the anatomy, %',
  ...{ from: 0, to: 1 },
  ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: `${at * 100}` })),
};

const NULLS: Record<MapNull['kind'], { name: string; under: string; definition: DefinitionName }> = {
  area: { name: 'Chance by area', under: 'evidence spread evenly', definition: 'nullArea' },
  'mask-swap': { name: 'Chance by swapped masks', under: 'other patients’ anatomy', definition: 'nullMaskSwap' },
  'randomised-weights': {
    name: 'Chance by permuted weights',
    under: 'same network, unlearned',
    definition: 'nullWeights',
  },
};

const KINDS: readonly MapNull['kind'][] = ['area', 'mask-swap', 'randomised-weights'];

type Share = { value: number; low: number | null; high: number | null };

/** The outside share and what chance would give, each with its interval, on one axis. */
export function OutsideNulls({ answer, version }: { answer: MapsAnswer; version: string }) {
  const { outside } = answer;
  return (
    <section className="maps-part wide" aria-label="Outside share against chance">
      <h3>
        Outside the anatomy <span className="small faint">{whichCases(answer)}</span>
      </h3>
      {outside === null ? (
        <p className="small dim">No map has a defined share.</p>
      ) : (
        <>
          <p className="small dim">{story(outside)}</p>
          <ForestPlot
            rows={rowsOf(outside)}
            axis={AXIS}
            head={{ name: AXIS.name, value: 'Share', n: 'Maps' }}
            label="Share of evidence outside the anatomy beside three kinds of chance, with 95 % intervals"
            version={version}
          />
        </>
      )}
      <Undefined reasons={answer.undefined} />
    </section>
  );
}

function whichCases({ cases, cut }: MapsAnswer): string {
  const from = cut === null ? '' : `, from ${probability(cut)}`;
  return cases === 'predicted-positive' ? `cases it calls${from}` : `the top tenth of the scores${from}`;
}

/** Against the strictest chance that was worked out. */
function story({ share, nulls, enrichment }: NonNullable<MapsAnswer['outside']>): string {
  const strict = nulls.find(({ kind }) => kind === 'mask-swap') ?? nulls[0];
  if (strict === undefined) return `${percent(share.value)} of the positive evidence lies outside.`;
  const { difference } = strict;
  const than =
    difference === null ||
    difference.low === null ||
    difference.high === null ||
    (difference.low <= 0 && difference.high >= 0)
      ? 'about what'
      : difference.low > 0
        ? 'more than'
        : 'less than';
  const ratio = enrichment === null ? '' : ` Over the area alone: ${signed(enrichment, 2)} log₂.`;
  return `${percent(share.value)} of the positive evidence lies outside, ${than} chance gives${strict.kind === 'mask-swap' ? ' with other patients’ masks' : ''} (${percent(strict.value)}).${ratio}`;
}

function rowsOf({ share, negativeShare, nulls, n }: NonNullable<MapsAnswer['outside']>): ForestRow[] {
  const area = nulls.find(({ kind }) => kind === 'area')?.value;
  const row = (
    key: string,
    words: Pick<ForestRow, 'name' | 'under' | 'definition'>,
    of: Share,
    maps: number,
  ): ForestRow => ({
    ...{ key, ...words, value: of.value, low: of.low, high: of.high, mark: 'square' },
    ...{ text: percent(of.value), interval: interval(of.low, of.high), n: count(maps) },
    ...(area !== undefined && { none: area }),
  });
  const chances = KINDS.map((kind): ForestRow => {
    const found = nulls.find((one) => one.kind === kind);
    if (found !== undefined) return { ...row(kind, NULLS[kind], found, found.n), tone: 'below' };
    return {
      key: kind,
      ...NULLS[kind],
      value: null,
      low: null,
      high: null,
      text: null,
      interval: null,
      missing: NOT_YET[kind],
    };
  });
  const against =
    negativeShare === null
      ? []
      : [
          row(
            'negative',
            { name: 'Negative evidence', under: 'what speaks against it', definition: 'negativeOutsideShare' },
            negativeShare,
            n,
          ),
        ];
  return [
    row('share', { name: 'Positive evidence', under: 'as the maps show it', definition: 'outsideShare' }, share, n),
    ...against,
    ...chances,
  ];
}

const NOT_YET: Record<MapNull['kind'], string> = {
  area: 'not told',
  'mask-swap': 'no masks to swap',
  'randomised-weights': 'not part of this reading',
};

function Undefined({ reasons }: { reasons: Record<string, number> }) {
  const some = Object.entries(reasons).filter(([, n]) => n > 0);
  if (some.length === 0) return null;
  const total = some.reduce((sum, [, n]) => sum + n, 0);
  return (
    <p className="small dim">
      {plural(total, 'map')} without a share, never counted as 0:{' '}
      {some.map(([code, n]) => `${count(n)} ${undefinedReason(code)}`).join('; ')}.
    </p>
  );
}
