import { AucAxis } from '@/app/chart/aucCell';
import { EffectAxis } from '@/app/chart/effectCell';
import { plural } from '@/app/format/number';
import { day } from '@/app/format/time';
import { Definition } from '@/app/panel/definition';
import { PageLink } from '@/app/shell/pageLink';
import type { Overview, OverviewModel } from '@/server/queries/overview';
import { modelHref } from './hrefs';
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
          <a href={`/api/v1/overview.csv${query}`}>CSV</a>
        </span>
      </header>
      <table>
        <colgroup>
          {[null, 44, 70, 149, 70, 106, 62, 106, 66, 58].map((width, i) => (
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
            <th scope="col" colSpan={3} data-tour="site-effect">
              <Definition of="siteEffect" version={version}>
                Site effect, healthy
              </Definition>{' '}
              <Definition of="siteEffectGrade" version={version}>
                graded
              </Definition>
              ,{' '}
              <Definition of="gapLogit" version={version}>
                gap in logits
              </Definition>
            </th>
            <th scope="col" colSpan={2} data-tour="outside-share">
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
        <span>
          Filled dot: among cases without the finding, the chance that the named site’s score is above the other’s;
          tick: .5, no effect; shaded: weak from .60, strong from .75, either side. Of several sites the one furthest
          from .5. Under it n, cases without the finding.
        </span>
        <span>
          Hollow square: mean share of positive CAM outside the finding’s anatomy, over all images, low scores included;
          tick: chance, the area outside. Undef.: no positive evidence, or a mask that is missing or not usable.
        </span>
        <span>
          Under the AUC: cases with the finding, of all that have a label. Thick line and ±: 95 % interval, images
          treated as independent. Site effects decide; maps only explain.
        </span>
      </footer>
    </section>
  );
}

function ModelRows({ model, grain }: { model: OverviewModel; grain: Overview['trendGrain'] }) {
  return (
    <tbody>
      <tr className="group">
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
