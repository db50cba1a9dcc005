'use client';
import { signed } from '@/app/format/number';
import { probability } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { saturated } from '@/app/saliency/colourMap';
import { HeatCells } from '@/app/saliency/heatCells';
import { CAM_RANGE } from '@/app/saliency/ranges';
import { withBase } from '@/app/shell/basePath';
import { ColourBar } from '@/app/viewer/colourBar';
import type { RegistrationReport } from '@/server/api/registrationSchema';

/** Findings in the list, the highest first. */
const MOST = 8;

/** The image with the map of its highest finding, and the scores beside it. */
export function DryPicture({ report: { image, map } }: { report: RegistrationReport }) {
  if (image === null) return <p className="small dim">No image was read: this kind of model answers with masks.</p>;
  const { instanceId, width, height, findings, png } = image;
  const source =
    instanceId === null
      ? png !== null && `data:image/png;base64,${png}`
      : withBase(`/api/v1/instances/${instanceId}/image?size=512`);
  const ranked = findings.toSorted((a, b) => b.logit - a.logit);
  return (
    <div className="dry-run" data-map={map !== null}>
      <figure className="dry-picture" data-theme="dark">
        <div style={{ aspectRatio: width / height }}>
          {source !== false && (
            // biome-ignore lint/performance/noImgElement: an exact radiograph, not an optimised picture
            <img src={source} alt={instanceId === null ? 'A phantom radiograph' : 'The radiograph that was tried'} />
          )}
          {map !== null && <HeatCells map={map} range={CAM_RANGE} />}
        </div>
        <figcaption>
          {instanceId === null ? 'A phantom, nobody real.' : 'A stored image.'}{' '}
          {map === null ? 'No map comes with a reading of this version.' : `CAM of ${findingName(map.finding)}.`}
        </figcaption>
      </figure>
      {map !== null && (
        <div className="dry-scale" data-theme="dark">
          <ColourBar
            title={`${findingName(map.finding)}, CAM`}
            unit="logits"
            range={CAM_RANGE}
            cut={0.1}
            beyond={saturated(map, CAM_RANGE)}
            ceiling={null}
          />
        </div>
      )}
      <table className="plain-table dry-scores">
        <caption className="sr">Scores of this image, the highest first</caption>
        <thead>
          <tr>
            <th scope="col">Finding</th>
            <th scope="col" className="num">
              Probability
            </th>
            <th scope="col" className="num">
              Logit
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.slice(0, MOST).map((finding) => (
            <tr key={finding.name}>
              <th scope="row">{findingName(finding.name)}</th>
              <td className="num">{probability(finding.probability)}</td>
              <td className="num">{signed(finding.logit, 2)}</td>
            </tr>
          ))}
        </tbody>
        {ranked.length > MOST && (
          <tfoot>
            <tr>
              <td colSpan={3} className="faint">
                and {ranked.length - MOST} lower ones
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
