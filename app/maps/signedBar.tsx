import { signed } from '@/app/format/number';
import { signedGradient } from '@/app/saliency/signedScale';

const SHARES = [-1, -0.5, 0, 0.5, 1];

/** The scale of signed grids with numbers and words; one bar for all that are compared. */
export function SignedBar({ range, unit, ends }: { range: number; unit: string; ends: readonly [string, string] }) {
  const digits = range >= 10 ? 0 : Math.max(1, 1 - Math.floor(Math.log10(range / 2)));
  return (
    <div className="signed-bar">
      <span style={{ background: signedGradient('to right', 'dark') }} />
      <ol>
        {SHARES.map((share) => (
          <li key={share}>{signed(share * range, digits).replace(/\.0+$/, '')}</li>
        ))}
      </ol>
      <p>
        <span>{ends[0]}</span>
        <span>{unit}</span>
        <span>{ends[1]}</span>
      </p>
    </div>
  );
}
