import { linear } from '@/app/chart/linear';
import { count, signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { day, instant } from '@/app/format/time';
import { withBase } from '@/app/shell/basePath';
import { LATEST_DAYS, type MixKind } from '@/server/alarms/composition';
import type { Composition, CompositionShare } from '@/server/alarms/getComposition';

const KIND_WORDS: Record<MixKind, string> = {
  site: 'Site',
  viewPosition: 'View',
  portable: 'Acquisition',
  prevalence: 'With the finding',
};

const HEADS = ['Share of', 'Stratum', 'By week', 'Reference', `Last ${LATEST_DAYS} days`, 'Difference', ''];

/** Who comes: beside the alarms, since it moves pooled figures without anything about the model having changed. */
export function CompositionPanel({ composition }: { composition: Composition }) {
  const { model, finding, referenceFrom, referenceTo, shares, asOf } = composition;
  const moved = shares.filter((share) => share.moved).length;
  const query = new URLSearchParams({ model, finding, referenceFrom, referenceTo, format: 'csv' });
  return (
    <section className="panel table-box" id="composition">
      <header>
        <h2>Who comes</h2>
        <span className="q">not the model: the mix of patients, {model}</span>
        <span className="tools">
          <a href={withBase(`/api/v1/alarms/composition?${query}`)}>CSV</a>
        </span>
      </header>
      {shares.length === 0 ? (
        <p className="body small dim">No days are counted yet for this model; they are within the hour.</p>
      ) : (
        <>
          <p className="body small">
            {moved === 0
              ? 'The mix is about as it was.'
              : 'The mix has moved. Alarms look within each site and view, so this raises none; pooled figures may move with it.'}
          </p>
          <div className="scroll-x">
            <table className="plain-table stack-table" aria-label="Composition against the reference period">
              <thead>
                <tr>
                  {HEADS.map((head, i) => (
                    <th key={head} scope="col" className={i > 2 && i < 6 ? 'num' : undefined}>
                      {head === '' ? <span className="sr">Moved</span> : head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shares.map((share) => (
                  <Row key={`${share.by} ${share.stratum}`} share={share} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <footer>
        Reference {day(referenceFrom)} to {day(referenceTo)}. Patient-days; interval of the difference: 95 %, Newcombe;
        told as moved from 10 points on, interval without 0, 50 patient-days in both. Data as of {instant(asOf)}.
      </footer>
    </section>
  );
}

function Row({ share }: { share: CompositionShare }) {
  const { by, stratum, reference, latest, difference, moved } = share;
  return (
    <tr>
      <th scope="row">{KIND_WORDS[by]}</th>
      <td data-label="Stratum">{stratum}</td>
      <td data-label="By week">
        <Weeks share={share} />
      </td>
      <td className="num" data-label="Reference">
        {shareText(reference)} <span className="u">n {count(reference.n)}</span>
      </td>
      <td className="num" data-label="Latest">
        {shareText(latest)} <span className="u">n {count(latest.n)}</span>
      </td>
      <td className="num nowrap" data-label="Difference">
        {difference === null ? (
          <span className="faint">no cases</span>
        ) : (
          <>
            {signed(difference.value * 100, 1)}
            <span className="pm">
              {signed(difference.low * 100, 1)} to {signed(difference.high * 100, 1)}
            </span>
          </>
        )}
      </td>
      <td data-label="Moved">{moved ? <span className="flag">moved</span> : <span className="nothing" />}</td>
    </tr>
  );
}

const shareText = ({ hits, n }: { hits: number; n: number }): string => (n === 0 ? 'no cases' : percent(hits / n));

const [WIDTH, HEIGHT] = [96, 20];

/** Shares by week on 0 to 100 %. */
function Weeks({ share: { weeks, stratum } }: { share: CompositionShare }) {
  const points = weeks.flatMap(({ share, start }, index) => (share === null ? [] : [{ share, start, index }]));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return <span className="faint">no week</span>;
  const x = linear(0, Math.max(1, weeks.length - 1), 2, WIDTH - 3);
  const y = linear(0, 1, HEIGHT - 2, 2);
  const line = points.map((point) => `${x(point.index).toFixed(1)},${y(point.share).toFixed(1)}`).join(' ');
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
      <title>
        {`${stratum} by week: first ${percent(first.share)} (${first.start}), last ${percent(last.share)} (${last.start}), ${points.length} weeks, on 0 to 100 %`}
      </title>
      <polyline points={line} fill="none" stroke="var(--ink-2)" strokeWidth="1.25" strokeLinejoin="round" />
      <circle cx={x(last.index)} cy={y(last.share)} r="1.8" fill="var(--ink-2)" />
    </svg>
  );
}
