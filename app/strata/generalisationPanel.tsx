import { aucEnds, aucNumber } from '@/app/chart/aucText';
import { count } from '@/app/format/number';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { Definition } from '@/app/panel/definition';
import { SUPPRESSED_WORDS } from '@/app/siteEffect/words';
import type { AucFigures } from '@/server/queries/aucSummary';
import type { Generalisation, GeneralisationCell, GeneralisationRow } from '@/server/queries/generalisation';
import { AsOf } from './asOf';
import { aucChange, changeEnds } from './aucThree';
import { generalisationCsv } from './strataCsv';
import { SUPPRESSED_SHORT } from './suppressedShort';
import { Told } from './told';

/** Every version on every site: sites it was trained on, and others. */
export function GeneralisationPanel({ generalisation }: { generalisation: Generalisation }) {
  const { sites, rows, asOf, definitionVersion: version, finding } = generalisation;
  return (
    <section className="panel" aria-label="Internal and external cases">
      <header>
        <h2>At home and elsewhere</h2>
        <span className="q">does it hold where it was not trained?</span>
        <span className="tools">
          <a href={csvDataUrl(generalisationCsv(generalisation))} download={`sites-${finding}.csv`}>
            CSV
          </a>
        </span>
      </header>
      <div className="body table-box">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
        <section className="scroll-x" tabIndex={0} aria-label="AUC by version and site">
          <table className="plain-table tall-table generalisation">
            <thead>
              <tr>
                <th scope="col">Version</th>
                {sites.map((site) => (
                  <th key={site} scope="col" className="num">
                    {site}
                  </th>
                ))}
                <th scope="col" className="num">
                  Internal
                </th>
                <th scope="col" className="num">
                  External
                </th>
                <th scope="col" className="num">
                  Drop
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.versionId} row={row} sites={sites} />
              ))}
            </tbody>
          </table>
        </section>
      </div>
      <footer>
        AUC with its 95 % interval.{' '}
        <Definition of="internalExternal" version={version}>
          Internal
        </Definition>
        : the site is among those that the manifest names as trained on. Drop: internal less external; when its interval
        holds 0 none is seen. A shortcut that both have in common shows no drop. <AsOf asOf={asOf} version={version} />
      </footer>
    </section>
  );
}

function Row({ row, sites }: { row: GeneralisationRow; sites: readonly string[] }) {
  const { drop, trainedOn } = row;
  return (
    <tr>
      <th scope="row">
        {row.model}
        <span className="under">
          {trainedOn === null ? 'training sites not stated' : `trained on ${trainedOn.join(', ') || 'no site'}`}
        </span>
      </th>
      {sites.map((site) => (
        <Site key={site} cell={row.sites.find((cell) => cell.site === site)} />
      ))}
      <Pooled figures={row.internal} stated={trainedOn !== null} />
      <Pooled figures={row.external} stated={trainedOn !== null} />
      <td className="num">
        <Told
          value={drop.value === null ? null : aucChange(drop.value)}
          under={changeEnds(drop.low, drop.high)}
          missing="not told"
        />
      </td>
    </tr>
  );
}

const KINDS = { true: 'internal', false: 'external', null: '' };

function Site({ cell }: { cell: GeneralisationCell | undefined }) {
  if (cell === undefined || cell.positives + cell.negatives === 0) return <td className="num faint">no labels</td>;
  const { value, low, high, internal, suppressed, positives, negatives } = cell;
  const kind = KINDS[`${internal}`];
  const title =
    suppressed === null ? `${count(positives)} with it, ${count(negatives)} without` : SUPPRESSED_WORDS[suppressed];
  return (
    <td className="num" title={title}>
      <Told
        value={value === null ? null : aucNumber(value)}
        under={[aucEnds(low, high), kind].filter(Boolean).join(', ')}
        missing={suppressed === null ? 'not told' : SUPPRESSED_SHORT[suppressed]}
      />
    </td>
  );
}

function Pooled({ figures: { value, low, high }, stated }: { figures: AucFigures; stated: boolean }) {
  return (
    <td className="num">
      <Told
        value={value === null ? null : aucNumber(value)}
        under={aucEnds(low, high)}
        missing={stated ? 'no such cases' : 'not stated'}
      />
    </td>
  );
}
