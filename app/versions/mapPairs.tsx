import { shortId } from '@/app/caseList/caseWords';
import { probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { CAM_RANGE } from '@/app/saliency/ranges';
import { Thumbnail } from '@/app/saliency/thumbnail';
import { PageLink } from '@/app/shell/pageLink';
import { caseHref } from '@/app/viewer/viewQuery';
import type { MapPair } from '@/server/versions/mapPairs';

type Props = { pairs: readonly MapPair[]; candidate: string; incumbent: string };

/** The cases that both versions see most otherwise, their maps side by side on one scale. */
export function MapPairs({ pairs, candidate, incumbent }: Props) {
  if (pairs.length === 0) return null;
  return (
    <div>
      <h3 className="strong">Cases that differ most</h3>
      <ul className="map-pairs">
        {pairs.map(({ instanceId, finding, format, model, other }) => (
          <li key={`${instanceId} ${finding}`}>
            <span className="map-pair">
              {[
                { name: candidate, side: model },
                { name: incumbent, side: other },
              ].map(({ name, side }) => (
                <PageLink key={name} href={caseHref(instanceId, { model: name, finding })}>
                  <Thumbnail instanceId={instanceId} format={format} map={side.map} size={96} />
                  <span className="small">
                    {name.split('@')[1]}: {probability(side.probability)}
                  </span>
                </PageLink>
              ))}
            </span>
            <span className="small dim">
              {findingName(finding)}, case {shortId(instanceId)}
            </span>
          </li>
        ))}
      </ul>
      <p className="small faint">
        Left the candidate, right the live version; CAM cells on one range of ±{CAM_RANGE} logits.
      </p>
    </div>
  );
}
