import { EffectAxis } from '@/app/chart/effectCell';
import { plural } from '@/app/format/number';
import { day } from '@/app/format/time';
import { Definition } from '@/app/panel/definition';
import { PageLink } from '@/app/shell/pageLink';
import type { Overview, OverviewModel } from '@/server/queries/overview';
import { modelHref } from './hrefs';
import { MatrixRow } from './matrixRow';

/** Model × finding: how many, how likely, where the evidence lies against chance, how it moved, how many are flagged. */
export function Matrix({ overview, query }: { overview: Overview; query: string }) {
  const version = overview.definitionVersion;
  return (
    <section className="panel matrix" aria-label="Findings by model version">
      <header>
        <h2>Findings by model version</h2>
        <span className="q">where does each finding’s evidence lie?</span>
        <span className="tools">
          <a href={`/api/v1/overview.csv${query}`}>CSV</a>
        </span>
      </header>
      <table>
        <colgroup>
          {[null, 56, 88, 76, 162, 84, 92, 96].map((width, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never change order
            <col key={i} style={width === null ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Finding</th>
            <th scope="col" className="num">
              n
            </th>
            <th scope="col" className="num">
              <Definition of="probability" version={version}>
                Mean prob.
              </Definition>
            </th>
            <th scope="col" colSpan={2}>
              <Definition of="outsideShare" version={version}>
                Outside anatomy, %
              </Definition>{' '}
              <Definition of="chance" version={version}>
                vs chance
              </Definition>
            </th>
            <th scope="col" className="num">
              Undefined
            </th>
            <th scope="col">Trend, by {overview.trendGrain}</th>
            <th scope="col" className="num">
              <Definition of="flagged" version={version} side="end">
                Flagged
              </Definition>
            </th>
          </tr>
          <tr className="axis-row">
            <td colSpan={4} />
            <td>
              <EffectAxis />
            </td>
            <td colSpan={3} />
          </tr>
        </thead>
        {overview.models.map((model) => (
          <ModelRows key={model.versionId} model={model} grain={overview.trendGrain} />
        ))}
      </table>
      <footer className="legend">
        <span>
          Hollow square: mean share of positive CAM outside the finding’s anatomy, over all images, low scores included.
          Thick line and ±: 95 % interval. Upright tick: chance, the area outside the anatomy.
        </span>
        <span>
          Undefined: no positive evidence, a mask that is missing, a mask that is not usable, or no saliency map.
        </span>
      </footer>
    </section>
  );
}

function ModelRows({ model, grain }: { model: OverviewModel; grain: Overview['trendGrain'] }) {
  return (
    <tbody>
      <tr className="group">
        <th colSpan={8} scope="rowgroup">
          <span className="group-name">
            <PageLink href={modelHref(model)}>
              <b>
                {model.name}@{model.version}
              </b>
            </PageLink>
            <span>
              {plural(model.findings.length, 'finding')}, registered {day(model.createdAt)}
            </span>
            {model.scope === 'demo' && <span className="tag">demonstration</span>}
            {!model.hasSaliency && <span className="tag">no map: scores only</span>}
          </span>
        </th>
      </tr>
      {model.findings.map((finding) => (
        <MatrixRow key={finding.finding} model={model} finding={finding} grain={grain} />
      ))}
    </tbody>
  );
}
