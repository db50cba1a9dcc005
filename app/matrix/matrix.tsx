import { AucAxis } from '@/app/chart/aucCell';
import { EffectAxis } from '@/app/chart/effectCell';
import { plural } from '@/app/format/number';
import { day } from '@/app/format/time';
import { Definition } from '@/app/panel/definition';
import { withBase } from '@/app/shell/basePath';
import { PageLink } from '@/app/shell/pageLink';
import type { Overview, OverviewModel } from '@/server/queries/overview';
import { modelHref } from './hrefs';
import { LegendEffect, LegendShare } from './legend';
import { MatrixRow } from './matrixRow';

/** Model × finding: how well it tells sick from healthy, whom it follows, where its evidence lies, how many are flagged. */
export function Matrix({ overview, query }: { overview: Overview; query: string }) {
  const version = overview.definitionVersion;
  return (
    <section className="panel matrix" aria-label="Findings by model version">
      <header>
        <h2>Findings by model version</h2>
        <span className="q">who does each score follow, and where does its evidence lie?</span>
        <span className="tools">
          <a href={withBase(`/api/v1/overview.csv${query}`)}>CSV</a>
        </span>
      </header>
      <table>
        <colgroup>
          {[null, 42, 70, 148, 68, 106, 58, 106, 66, 58].map((width, i) => (
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
            <th scope="col" className="num" data-tour="pooled-auc">
              <Definition of="auc" version={version}>
                AUC (pooled)
              </Definition>
            </th>
            <th scope="col" className="cell-word" data-tour="site-effect">
              <Definition of="siteEffectGrade" version={version}>
                Verdict
              </Definition>
            </th>
            <th scope="col" colSpan={2} className="head-pair" data-tour="site-effect">
              <Definition of="siteEffect" version={version}>
                Site effect, healthy, AUC
              </Definition>
            </th>
            <th scope="col" colSpan={2} className="head-pair" data-tour="outside-share">
              <Definition of="outsideShare" version={version}>
                Outside anatomy, %
              </Definition>{' '}
              <Definition of="chance" version={version}>
                vs chance
              </Definition>
            </th>
            <th scope="col">Trend</th>
            <th scope="col" className="num">
              <Definition of="flagged" version={version} side="end">
                Flagged
              </Definition>
            </th>
          </tr>
          <tr className="axis-row">
            <td colSpan={5} />
            <td>
              <AucAxis />
            </td>
            <td />
            <td>
              <EffectAxis />
            </td>
            <td>
              <span className="micro faint">by {overview.trendGrain}</span>
            </td>
            <td />
          </tr>
        </thead>
        {overview.models.map((model) => (
          <ModelRows key={model.versionId} model={model} grain={overview.trendGrain} />
        ))}
      </table>
      <footer className="legend">
        <span className="legend-line">
          <LegendEffect />
          <span>
            Among cases without the finding, the chance that the named site’s score is above the other’s. Tick: .5, no
            effect; shaded: under the weak limit (.40 to .60); short ticks: the strong one (.25, .75). Of several sites
            the one furthest from .5. Under it n, and the{' '}
            <Definition of="gapLogit" version={version}>
              gap in logits
            </Definition>
            .
          </span>
        </span>
        <span className="legend-line">
          <LegendShare />
          <span>
            Mean share of positive CAM outside the finding’s anatomy, over all images, low scores included; tick:
            chance, the area outside. Undef.: no positive evidence, or a mask that is missing or not usable.
          </span>
        </span>
        <span>
          Under the AUC: cases with the finding, of all that have a label. Thick line and ±: 95{'\u00a0'}% interval,
          images treated as independent. Site effects decide; maps only explain.
        </span>
      </footer>
    </section>
  );
}

function ModelRows({ model, grain }: { model: OverviewModel; grain: Overview['trendGrain'] }) {
  return (
    <tbody>
      <tr className="group" data-row>
        <th colSpan={10} scope="rowgroup">
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
