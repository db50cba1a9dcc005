import { count, signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { Definition } from '@/app/panel/definition';
import type { MapsAnswer } from '@/server/analysis/evidenceAnswers';
import { GridPicture } from './gridPicture';
import { GridTable } from './gridTable';
import { niceRange } from './niceRange';
import { SignedBar } from './signedBar';

/** Where in the picture the difference of two sites' healthy cases comes from; the cells add up to it. */
export function SiteGap({ answer: { siteGap }, version }: { answer: MapsAnswer; version: string }) {
  return (
    <section className="maps-part" aria-label="Site-gap map">
      <h3>
        <Definition of="siteGapMap" version={version}>
          Site-gap map
        </Definition>{' '}
        <span className="small faint">where the difference between sites comes from</span>
      </h3>
      {siteGap === null ? (
        <p className="small dim">It needs cases without the finding and with maps from two sites.</p>
      ) : (
        <Gap gap={siteGap} />
      )}
    </section>
  );
}

function Gap({
  gap: { stratum, reference, n, referenceN, gap, grid, outsideShare, areaOutside },
}: {
  gap: NonNullable<MapsAnswer['siteGap']>;
}) {
  const range = niceRange(grid.values);
  return (
    <div className="grid-figure">
      <div className="grid-look">
        <GridPicture
          grid={grid}
          range={range}
          label={`Mean map of ${stratum} less that of ${reference}; the cells add up to ${signed(gap, 2)} logits`}
        />
        <SignedBar range={range} unit="logits per cell" ends={[`${reference} higher`, `${stratum} higher`]} />
      </div>
      <dl className="kv">
        <div>
          <dt>{`${stratum} less ${reference}`}</dt>
          <dd>{signed(gap, 2)} logits, the sum of the cells</dd>
        </div>
        <div>
          <dt>Without the finding</dt>
          <dd>
            {count(n)} and {count(referenceN)} cases
          </dd>
        </div>
        {outsideShare !== null && (
          <div>
            <dt>Outside the anatomy</dt>
            <dd>
              {percent(outsideShare)} of the gap{areaOutside !== null && `, ${percent(areaOutside)} of the area`}
            </dd>
          </div>
        )}
      </dl>
      <GridTable grid={grid} digits={3} />
    </div>
  );
}
