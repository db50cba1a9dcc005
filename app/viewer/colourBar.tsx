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
  /** There are no values below 0: half of the scale. */
  isUnsigned?: boolean;
  /** Its ends are neither for nor against the finding. */
  isExploratory?: boolean;
};

const SHARES = [1, 0.5, 0, -0.5, -1];
const SHARES_ABOVE = [1, 0.75, 0.5, 0.25, 0];

/** Decimals that tell the marks of a scale apart. */
const digitsOf = (range: number): number => (range >= 2 ? 1 : Math.min(6, 1 - Math.floor(Math.log10(range / 2))));

function markText(
  share: number,
  range: number,
  { isUnsigned, isExploratory }: Record<'isUnsigned' | 'isExploratory', boolean>,
): string {
  const value = share * range;
  const text = (isUnsigned ? fixed : signed)(value, Number.isInteger(value) ? 0 : digitsOf(range));
  return `${text}${isUnsigned || isExploratory ? '' : share === 1 ? ' for' : share === -1 ? ' against' : ''}`;
}

/** Shows the upper half of a gradient that is laid upright or flat. */
const UPPER = { backgroundSize: '100% 200%', backgroundPosition: 'top' };
const RIGHT = { backgroundSize: '200% 100%', backgroundPosition: 'right' };

/** The signed scale with numbers and words, upright beside the image, flat below it on phones. */
export function ColourBar({
  title,
  unit,
  range,
  cut,
  beyond,
  ceiling,
  note,
  isUnsigned = false,
  isExploratory = false,
}: Props) {
  return (
    <div className="colour-bar">
      <b>{title}</b>
      <div className="colour-scale">
        <span
          className="upright"
          style={{ backgroundImage: signedGradient('to top', 'dark'), ...(isUnsigned && UPPER) }}
        />
        <span
          className="flat"
          style={{ backgroundImage: signedGradient('to right', 'dark'), ...(isUnsigned && RIGHT) }}
        />
        <ol>
          {(isUnsigned ? SHARES_ABOVE : SHARES).map((share) => (
            <li key={share}>{markText(share, range, { isUnsigned, isExploratory })}</li>
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
