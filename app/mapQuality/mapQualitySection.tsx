import { plural } from '@/app/format/number';
import { AnalysisPanel } from '@/app/maps/analysisPanel';
import { withBase } from '@/app/shell/basePath';
import { shownHere } from '@/app/shell/hiddenHere';
import { getMapQuality, readMapQualityAnalyses } from '@/server/queries/mapQuality';
import { MethodsTable } from './methodsTable';
import { qualitySentence } from './qualitySentence';
import { RatesTable } from './ratesTable';
import { RepeatabilityTable } from './repeatabilityTable';
import '@/app/styles/evidence.css';
import './mapQuality.css';

type Props = { model: { name: string; version: string }; canRun: boolean };

const CANNOT = 'It needs the model’s file, and here are only its scores.';

/** Whether the maps of a version mean something: do they notice the weights, do they hold still, are they usable. */
export async function MapQualitySection({ model, canRun }: Props) {
  const id = `${model.name}@${model.version}`;
  const [quality, { check, repeatability, faults }] = await Promise.all([
    getMapQuality(id).then(shownHere),
    readMapQualityAnalyses(id),
  ]);
  const { methods, rates } = quality;
  const cannot = canRun ? null : CANNOT;
  const graded = methods.filter(({ figures }) => figures !== null);
  const csv = {
    href: withBase(`/api/v1/map-quality?${new URLSearchParams({ model: id, format: 'csv' })}`),
    name: `map-quality-${id}.csv`,
  };
  return (
    <section className="stack" id="map-quality" aria-label="Map quality">
      <AnalysisPanel
        id="map-check"
        title="Map quality"
        says="do the maps notice that the weights are permuted?"
        state={check}
        what="Randomisation check"
        kind="map-check"
        parameters={{ model: id }}
        offer={{
          says: 'Permutes the weights, layer by layer, and grades each method by whether its maps notice. Takes minutes, after live images.',
          button: 'Check the methods',
        }}
        cannot={cannot}
        csv={csv}
        foot="A method that does not notice is not offered. Noticing is necessary, not sufficient."
      >
        <p className="small dim">{qualitySentence(methods)}</p>
        <MethodsTable methods={graded} />
        <Legend />
      </AnalysisPanel>
      {check?.result == null && graded.length > 0 && (
        <section className="panel" aria-label="Graded so far">
          <header>
            <h2>Graded so far</h2>
          </header>
          <div className="body stack">
            <MethodsTable methods={graded} />
          </div>
        </section>
      )}
      <AnalysisPanel
        id="map-repeatability"
        title="Repeatability"
        says="how far maps move when the image does a little"
        state={repeatability}
        what="Repeatability"
        kind="map-repeatability"
        parameters={{ model: id }}
        offer={{
          says: 'Reads 32 images again with a little noise and shifted by a pixel or two. Takes minutes.',
          button: 'Read them again',
        }}
        cannot={cannot}
        csv={csv}
        foot="Means over images, ± half of the 95 % interval. Noise is added before resizing; pixels are those of the model’s input."
      >
        <RepeatabilityTable methods={methods} />
      </AnalysisPanel>
      <AnalysisPanel
        id="map-faults"
        title="Unusable maps"
        says="by finding and reason"
        state={faults}
        what="Unusable maps"
        kind="map-faults"
        parameters={{ model: id }}
        offer={{
          says: 'Looks through the newest 2,000 predictions for maps that are blank, flat, inverted or not a number.',
          button: 'Look through the maps',
        }}
        csv={csv}
        foot={`${plural(rates.maps, 'prediction')} of ${rates.of.toLocaleString('en-US')}, newest first; undefined shares are of all results. Inverted: ρ ≤ −.5 with the average of the others.`}
      >
        <RatesTable model={model} rows={rates.rows} />
      </AnalysisPanel>
    </section>
  );
}

const Legend = () => (
  <p className="quality-legend">
    <span className="dot">from the head down, with 95{'\u00a0'}% interval over orders</span>
    <span className="dot hollow">each step alone</span>
    <span>dashed: .3, to stay under with all layers permuted</span>
    <span>ρ: Spearman’s, of the cells; layers on a root scale</span>
  </p>
);
