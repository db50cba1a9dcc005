import { findingName } from '@/app/matrix/findingName';
import { ViewLink } from '@/app/viewer/viewLink';
import type { EditView } from '@/server/queries/edits';
import { DELTA_RANGE, DeltaBar } from './deltaBar';
import { DistributionMark } from './distributionMark';
import { EditCaseButton } from './editCaseButton';
import { EditKeys } from './editKeys';
import { CONTROL_OF, deltaText, EDIT_WORDS, outcomeWords } from './editWords';

type Props = {
  instanceId: string;
  /** Of the chosen version. */
  edits: EditView[];
  model: string;
  finding: string;
  /** What is shown; null for the original. */
  current: string | null;
  /** The address names an edit that is not among them. */
  isGone: boolean;
  /** Why this case cannot be edited; null where it can. */
  impossible: string | null;
};

/** The edits of a case: what each did to the finding's logit, its control under it. Choosing one shows both pictures. */
export function CaseEdits({ instanceId, edits, model, finding, current, isGone, impossible }: Props) {
  const ids = edits.flatMap(({ id, outcome }) => (outcome === 'edited' ? [id] : []));
  return (
    <section className="side-section edits" aria-label="Edits">
      <header>
        <h2>Edits {ids.length > 0 && <kbd>e</kbd>}</h2>
        {edits.length > 0 && <span className="faint micro">Δ logit, {findingName(finding)}</span>}
      </header>
      {isGone && <p className="undefined-note small">The edit in this address is not here any more.</p>}
      {edits.length === 0 ? (
        <NoEdits instanceId={instanceId} model={model} impossible={impossible} />
      ) : (
        <>
          <ol>
            <li>
              <ViewLink set={{ edit: null }} current={current === null}>
                <span>Original</span>
              </ViewLink>
            </li>
            {edits.map((edit) => (
              <EditRow key={edit.id} edit={edit} finding={finding} isCurrent={edit.id === current} />
            ))}
          </ol>
          <p className="small faint">
            Bars: ±{DELTA_RANGE} logits. One case shows what can happen; the verdict rests on many.
          </p>
        </>
      )}
      <EditKeys ids={ids} current={current} />
    </section>
  );
}

const CONTROLS: readonly string[] = Object.values(CONTROL_OF);

function EditRow({ edit, finding, isCurrent }: { edit: EditView; finding: string; isCurrent: boolean }) {
  const { id, kind, outcome, inDistribution } = edit;
  const { name, says } = EDIT_WORDS[kind];
  const score = edit.findings.find((each) => each.finding === finding);
  const className = CONTROLS.includes(kind) ? 'control' : undefined;
  if (outcome !== 'edited' || score === undefined) {
    const why = outcome === 'edited' ? 'no score of this finding' : outcomeWords(kind, outcome);
    return (
      <li className={className}>
        <span className="edit-none" title={says}>
          <span>{name}</span>
          <span className="faint">{why}</span>
        </span>
      </li>
    );
  }
  return (
    <li className={className} title={says}>
      <ViewLink set={{ edit: id }} current={isCurrent}>
        <span>
          {name}
          <span className="under">
            <DistributionMark inDistribution={inDistribution} />
          </span>
        </span>
        <DeltaBar delta={score.delta} />
        <span className="num">{deltaText(score.delta)}</span>
      </ViewLink>
    </li>
  );
}

function NoEdits({ instanceId, model, impossible }: Pick<Props, 'instanceId' | 'model' | 'impossible'>) {
  if (impossible !== null) return <p className="small dim">{impossible}</p>;
  return (
    <>
      <p className="small dim">
        Would it answer differently without the marker, or with another site’s? This case has not been edited yet.
      </p>
      <div className="edit-ask">
        <EditCaseButton key={instanceId} instanceId={instanceId} model={model} />
      </div>
    </>
  );
}
