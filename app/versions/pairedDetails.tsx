import type { PairedVersions } from '@/server/analysis/kinds';
import { DistanceTable } from './distanceTable';
import { TurnedTable } from './turnedTable';
import { ZoneTable } from './zoneTable';

type Props = { compared: PairedVersions; candidate: string; incumbent: string };

/** What the limits rest on, under the gate: scores, zones and the single decisions that turn. */
export function PairedDetails({ compared: { findings }, candidate, incumbent }: Props) {
  const turned = findings.reduce((sum, { flips }) => sum + (flips?.n ?? 0), 0);
  const shown = findings.reduce((sum, one) => sum + one.turned.length, 0);
  return (
    <div className="stack paired-details">
      <section id="scores">
        <h3 className="strong">Scores</h3>
        <DistanceTable findings={findings} />
        <p className="small faint">
          Spread: standard deviation of the shift over the cases. Distance: Kolmogorov’s, the largest gap between the
          two cumulative distributions, 0 to 1. PSI: population stability index, less what chance alone would give.
        </p>
      </section>
      <section id="zones">
        <h3 className="strong">Contribution of each zone, candidate less live, logits</h3>
        <ZoneTable findings={findings} />
        <p className="small faint">
          Mean over maps in which both versions have the zone, with 95{'\u00a0'}% intervals; of more than 20,000 a fixed
          sample.
        </p>
      </section>
      <section id="turned">
        <h3 className="strong">Decisions that turn</h3>
        <TurnedTable findings={findings} model={candidate} other={incumbent} />
        {turned > shown && (
          <p className="small faint">
            {shown} of {turned}: of each finding the twenty whose logit moved most.
          </p>
        )}
      </section>
    </div>
  );
}
