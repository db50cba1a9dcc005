'use client';
import { AnatomyPick } from './anatomyPick';
import { DraftField, type FormState, NUMBER, WORDS } from './draftField';
import { errorAt } from './fieldErrors';
import { listAt, valueAt } from './manifestDraft';

/** Findings in the order of the output's channels. */
export function FindingRows({ form }: { form: FormState }) {
  const findings = listAt(form.draft, ['findings']);
  const whole = form.errors.find(({ path }) => path === 'findings');
  return (
    <fieldset className="form-group">
      <legend>What does it answer?</legend>
      <p className="small faint">
        One line a channel of the output, in its order. Baseline: prevalence where it was made, the zero of the
        log-ratio map. Threshold: from which probability it calls the finding. What is left empty is assumed, and said.
      </p>
      {whole !== undefined && <p className="small refused">{whole.detail}</p>}
      <Head />
      <ol className="draft-rows" aria-label="Findings">
        {findings.map((_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finding is its channel
          <FindingRow key={at} form={form} at={at} />
        ))}
      </ol>
      <AddRow form={form} list="findings" what="Add a finding" entry={{ name: '' }} />
    </fieldset>
  );
}

/** For the eye: every field has the words of its own. */
function Head() {
  return (
    <div aria-hidden="true" className="draft-row draft-head micro faint">
      <span className="num">#</span>
      <span>Name</span>
      <span>Baseline</span>
      <span>Threshold</span>
      <span>Anatomy</span>
    </div>
  );
}

function FindingRow({ form, at }: { form: FormState; at: number }) {
  const path = ['findings', at];
  const name = String(valueAt(form.draft, [...path, 'name']) ?? '') || `channel ${at}`;
  const field = (key: string, label: string, as = NUMBER) => (
    <span data-name={key}>
      <DraftField form={form} path={[...path, key]} label={`${label} of ${name}`} bare as={as} />
    </span>
  );
  return (
    <li className="draft-row" data-bad={errorAt(form.errors, path) !== null}>
      <span className="num faint">{at}</span>
      <span data-name="name">
        <DraftField form={form} path={[...path, 'name']} label={`Name of channel ${at}`} bare as={WORDS} />
      </span>
      {field('baseline', 'Baseline')}
      {field('threshold', 'Threshold')}
      <span data-name="anatomy">
        <AnatomyPick form={form} path={[...path, 'anatomy']} finding={name} />
      </span>
      <RemoveRow form={form} list="findings" at={at} what={name} />
    </li>
  );
}

type RowProps = { form: FormState; list: string };

/** Takes an entry out of a list of the manifest. */
export function RemoveRow({ form, list, at, what }: RowProps & { at: number; what: string }) {
  return (
    <button
      type="button"
      className="btn quiet"
      aria-label={`Remove ${what}`}
      onClick={() => form.onChange([list, at], undefined)}
    >
      ×
    </button>
  );
}

/** Adds an entry to a list of the manifest. */
export function AddRow({ form, list, what, entry }: RowProps & { what: string; entry: unknown }) {
  return (
    <button
      type="button"
      className="btn"
      onClick={() => form.onChange([list, listAt(form.draft, [list]).length], entry)}
    >
      {what}
    </button>
  );
}
