import { plural } from '@/app/format/number';
import { Definition } from '@/app/panel/definition';
import type { MapsAnswer } from '@/server/analysis/evidenceAnswers';
import { GridPicture } from './gridPicture';
import { niceRange } from './niceRange';
import { SignedBar } from './signedBar';

/** The mean map with every chest in the same place, the mean lungs outlined. */
export function AverageMap({ answer: { average }, version }: { answer: MapsAnswer; version: string }) {
  const range = niceRange(average?.grid.values ?? []);
  return (
    <section className="maps-part" aria-label="Average map">
      <h3>
        <Definition of="averageMap" version={version}>
          Average map
        </Definition>{' '}
        <span className="small faint">
          {average === null ? 'in anatomical coordinates' : `${plural(average.n, 'map')}, lungs moved onto each other`}
        </span>
      </h3>
      {average === null ? (
        <p className="small dim">It needs maps of cases with masks of both lungs.</p>
      ) : (
        <div className="grid-look">
          <GridPicture
            grid={average.grid}
            lungs={average.lungs}
            range={range}
            label={`Mean map of ${plural(average.n, 'case')} in anatomical coordinates, with the outline of the mean lungs`}
          />
          <SignedBar range={range} unit="logits per cell" ends={['against', 'for']} />
        </div>
      )}
    </section>
  );
}
