import { fixed, signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { undefinedReason } from '@/app/format/undefinedReason';
import { Fact } from '@/app/panel/fact';
import type { InstancePrediction } from '@/server/queries/caseDetail';
import type { CaseLesion, LesionMap } from '@/server/queries/caseLesions';
import { METHODS } from '@/server/saliency/saliencyMethod';

type Props = { lesions: CaseLesion[]; prediction: InstancePrediction };

/** Where the shown finding is by somebody who looked, and how each map of the shown version lies to it. */
export function LesionFacts({ lesions, prediction: { finding, model } }: Props) {
  const own = lesions.filter((lesion) => lesion.finding === finding);
  if (own.length === 0) return null;
  return (
    <section className="side-section" aria-label="Lesion">
      <h2>Lesion</h2>
      {own.map(({ source, boxes, area, maps }) => (
        <div key={source}>
          <p className="small dim">
            {boxes === null ? 'Outlined' : boxes.length === 1 ? 'One box' : `${boxes.length} boxes`}
            {source === 'unspecified' ? '' : ` by ${source}`}, {percent(area)} of the picture.
          </p>
          <Maps maps={maps.filter((map) => map.model === model)} />
        </div>
      ))}
    </section>
  );
}

function Maps({ maps }: { maps: LesionMap[] }) {
  if (maps.length === 0) return <p className="small faint">No map of this version was held against it yet.</p>;
  return maps.map((map) => (
    <div key={map.method}>
      {map.negativeOnLesion && (
        <p className="small">
          <span className="flag">Negative evidence on the lesion</span>
        </p>
      )}
      <dl className="kv">
        <Fact name="map">{methodLabel(map.method)}</Fact>
        {map.undefinedReason === null ? (
          <>
            <Fact name="pointing game">{map.hit === true ? 'hit' : 'missed'}</Fact>
            <Fact name="mass on it">
              {shown(map.mass)} <span className="faint">chance {percent(map.area)}</span>
            </Fact>
            <Fact name="rank accuracy">{shown(map.rank)}</Fact>
            <Fact name="IoU">{map.iou === null ? 'undefined' : fixed(map.iou, 2)}</Fact>
          </>
        ) : (
          <Fact name="figures">
            <span className="faint">{undefinedReason(map.undefinedReason)}</span>
          </Fact>
        )}
        <Fact name="evidence on it">
          {signed(map.contribution, 3)}
          {map.negativeShare !== null && <span className="faint"> {percent(map.negativeShare)} negative</span>}
        </Fact>
      </dl>
    </div>
  ));
}

const shown = (share: number | null): string => (share === null ? 'undefined' : percent(share));

const methodLabel = (name: string): string =>
  Object.values(METHODS).find((method) => method.name === name)?.label ?? name;
