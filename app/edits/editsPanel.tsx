import { ForestPlot } from '@/app/chart/forestPlot';
import type { FindingView } from '@/app/finding/findingQuery';
import { withBase } from '@/app/shell/basePath';
import { hiddenHere } from '@/app/shell/hiddenHere';
import { AsOf } from '@/app/strata/asOf';
import { readAnalysis } from '@/server/analysis/ask';
import { type EditSummary, getEditSummary } from '@/server/queries/editSummary';
import { getEvidenceSettings } from '@/server/queries/evidenceSettings';
import type { ModelVersionSummary } from '@/server/queries/models';
import { getTellingEdits, type TellingEdits } from '@/server/queries/tellingEdits';
import { EditGallery } from './editGallery';
import { EDITS_SHOWN, editAxis, editRows, outcomeLine } from './editRows';
import { EDIT_WORDS } from './editWords';
import { type EditRuns, RunEdits } from './runEdits';
import '@/app/styles/edits.css';

type Props = { model: ModelVersionSummary; finding: string; view: FindingView };

/** Cases a kind of edit asks for when nobody says how many. */
const MOST = 200;

/** What minimal edits did to one finding: net effects by site, the cases that moved most, and a way to edit more. */
export async function EditsPanel({ model: { kind }, finding, view: { model } }: Props) {
  if (kind !== 'classifier') return <WithoutModel />;
  const asOf = new Date().toISOString();
  const [{ thresholds }, hidden] = await Promise.all([getEvidenceSettings(), hiddenHere()]);
  const { minPairs } = thresholds;
  const [summary, random, flagged, ...telling] = await Promise.all([
    getEditSummary(model, finding, minPairs),
    readAnalysis('edits', { model, sample: 'random', most: MOST }),
    readAnalysis('edits', { model, sample: 'flagged', most: MOST }),
    ...EDITS_SHOWN.map((each) => getTellingEdits(model, finding, { kind: each, limit: 4 }, hidden)),
  ]);
  return (
    <Panel
      tools={
        <a href={withBase(`/api/v1/edits.csv?${new URLSearchParams({ model, finding })}`)} download>
          CSV
        </a>
      }
    >
      <Body summary={summary} minPairs={minPairs} telling={telling} model={model} finding={finding} />
      <RunEdits runs={{ random, flagged } satisfies EditRuns} model={model} />
      {summary.effects.length > 0 && (
        <footer>
          Dot and bar: mean change of the logit with its 95 % interval over patients, the control subtracted case by
          case; hollow under {minPairs} cases. Pictures unlike real ones are counted and left out. The frame erased is
          shown and decides nothing. <AsOf asOf={asOf} version={summary.definitionVersion} />
        </footer>
      )}
    </Panel>
  );
}

function Panel({ tools, children }: { tools?: React.ReactNode; children: React.ReactNode }) {
  return (
    <section className="panel edits-panel" id="edits" aria-label="Edits">
      <header>
        <h2>Edits</h2>
        <span className="q">would it answer differently without the marker, or with another hospital’s?</span>
        {tools !== undefined && <span className="tools">{tools}</span>}
      </header>
      {children}
    </section>
  );
}

function WithoutModel() {
  return (
    <Panel>
      <p className="body small dim">
        No edits are possible without the model: of this version only its predictions are known. Register its ONNX file
        to have cases edited and read again.
      </p>
    </Panel>
  );
}

type BodyProps = { summary: EditSummary; minPairs: number; telling: TellingEdits[]; model: string; finding: string };

function Body({ summary, minPairs, telling, model, finding }: BodyProps) {
  const { cases, outcomes, effects, sample } = summary;
  if (cases === 0) {
    return (
      <p className="body small dim">
        No case has been edited yet. Marker and frame are taken away or exchanged, the model reads the picture again,
        and what a like change elsewhere does is subtracted.
      </p>
    );
  }
  const rows = editRows(effects, minPairs);
  const marker = outcomes['marker-erase'] ?? {};
  return (
    <div className="body stack">
      {rows.length === 0 ? (
        <p className="small dim">
          Nothing to erase: neither marker nor frame was found in {cases === 1 ? 'the one case' : `${cases} cases`} that
          were tried. What the score follows, if anything, is not to be cut out of the picture.
        </p>
      ) : (
        <>
          <ForestPlot
            rows={rows}
            axis={editAxis(rows)}
            head={{ name: 'Edit, site of the case', value: 'Net Δ logit', n: 'n', word: 'One by one' }}
            label="Change of the logit by edits, control subtracted, with 95 % intervals"
          />
          <p className="small dim">
            {EDIT_WORDS['marker-erase'].name}: {outcomeLine(cases, marker.edited ?? 0, marker['nothing-to-edit'] ?? 0)}.
            The figures above are of{' '}
            {sample === 'random'
              ? 'the random share alone: flagged cases are no fair picture of the rest.'
              : 'all of them, since the random share is still too small.'}
          </p>
          {telling.map((each) => (
            <EditGallery key={each.kind} telling={each} model={model} finding={finding} />
          ))}
        </>
      )}
    </div>
  );
}
