import { fixed, signed } from '@/app/format/number';
import { signedGradient } from '@/app/saliency/signedScale';

type Props = {
  title: string;
  unit: string;
  range: number;
  /** Values within this share of the range are not drawn. */
  cut: number;
  /** Cells beyond the range, drawn in the end's colour. */
  beyond: number;
  /** The largest value that the map can have, where there is one. */
  ceiling: number | null;
  /** Said in the place of the scale's own words. */
  note?: string;
};

const SHARES = [1, 0.5, 0, -0.5, -1];

function markText(share: number, range: number): string {
  const value = share * range;
  const word = share === 1 ? ' for' : share === -1 ? ' against' : '';
  return `${signed(value, Number.isInteger(value) ? 0 : 1)}${word}`;
}

/** The signed scale with numbers and words, upright beside the image, flat below it on phones. */
export function ColourBar({ title, unit, range, cut, beyond, ceiling, note }: Props) {
  return (
    <div className="colour-bar">
      <b>{title}</b>
      <div className="colour-scale">
        <span className="upright" style={{ background: signedGradient('to top', 'dark') }} />
        <span className="flat" style={{ background: signedGradient('to right', 'dark') }} />
        <ol>
          {SHARES.map((share) => (
            <li key={share}>{markText(share, range)}</li>
          ))}
        </ol>
      </div>
      <small>
        {note ?? (
          <>
            {unit} per cell, fixed; hidden within ±{fixed(range * cut, 1)}
            {ceiling !== null && `; cannot exceed ${signed(ceiling, 1)}`}
            {beyond > 0 && `; ${beyond} beyond the scale`}
          </>
        )}
      </small>
    </div>
  );
}
