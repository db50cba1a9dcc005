'use client';
import { DraftField, DraftSelect, type FormState, NUMBER, NUMBERS, type Reading, WORDS } from './draftField';
import { AddRow, RemoveRow } from './findingRows';
import { listAt, valueAt } from './manifestDraft';

const SOURCES = [
  { value: '', name: 'always the same' },
  { value: 'patientAge', name: 'age of the patient' },
  { value: 'patientSex', name: 'sex of the patient' },
  { value: 'viewPosition', name: 'view position' },
  { value: 'portable', name: 'portable or not' },
];

/** "M=0, F=1" as the object that a manifest has. */
export const CODES: Reading = {
  text: (value) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([word, code]) => `${word}=${code}`)
          .join(', ')
      : '',
  value: (text) => {
    const pairs = [...text.matchAll(/([^=,\s]+)\s*=\s*([^,\s]+)/g)];
    if (pairs.length === 0) return text.trim() === '' ? undefined : text;
    return Object.fromEntries(pairs.map(([, word = '', code]) => [word, NUMBER.value(code ?? '')]));
  },
};

/** What inputs besides the image are fed. Shown only where there are some. */
export function ExtraInputRows({ form, inputs }: { form: FormState; inputs: readonly string[] }) {
  const rows = listAt(form.draft, ['extraInputs']);
  const named = rows.map((_, at) => valueAt(form.draft, ['extraInputs', at, 'name']));
  const unnamed = inputs.filter((name) => !named.includes(name));
  if (rows.length === 0 && inputs.length === 0) return null;
  return (
    <fieldset className="form-group">
      <legend>What are its other inputs fed?</legend>
      {rows.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows may have the same name while they are written
        <ExtraInputRow key={at} form={form} at={at} />
      ))}
      {unnamed.map((name) => (
        <AddRow
          key={name}
          form={form}
          list="extraInputs"
          what={`Say what “${name}” is fed`}
          entry={{ name, value: [0] }}
        />
      ))}
    </fieldset>
  );
}

/** Words need numbers; these are to be looked over. */
const CODED: Record<string, object> = {
  patientSex: { map: { M: 0, F: 1 } },
  viewPosition: { map: { PA: 0, AP: 1 } },
};

function ExtraInputRow({ form, at }: { form: FormState; at: number }) {
  const path = ['extraInputs', at];
  const from = valueAt(form.draft, [...path, 'from']);
  const name = valueAt(form.draft, [...path, 'name']);
  // A source and a fixed value exclude each other.
  const source: FormState = {
    ...form,
    onChange: (_, value) =>
      form.onChange(
        path,
        value === undefined ? { name, value: [0] } : { name, from: value, ...CODED[String(value)], missing: 0 },
      ),
  };
  return (
    <div className="fields zone-row">
      <DraftField form={form} path={[...path, 'name']} label="Input" as={WORDS} />
      <DraftSelect form={source} path={[...path, 'from']} label="Is fed" choices={SOURCES} />
      {from === undefined ? (
        <DraftField form={form} path={[...path, 'value']} label="Values" as={NUMBERS} />
      ) : (
        <>
          {(from === 'patientSex' || from === 'viewPosition') && (
            <DraftField form={form} path={[...path, 'map']} label="Codes" as={CODES} placeholder="M=0, F=1" />
          )}
          {from === 'patientAge' && (
            <>
              <DraftField
                form={form}
                path={[...path, 'scale', 'mean']}
                label="Minus mean"
                as={NUMBER}
                placeholder="0"
              />
              <DraftField
                form={form}
                path={[...path, 'scale', 'std']}
                label="Divided by std"
                as={NUMBER}
                placeholder="1"
              />
            </>
          )}
          <DraftField form={form} path={[...path, 'missing']} label="When not known" as={NUMBER} />
        </>
      )}
      <RemoveRow form={form} list="extraInputs" at={at} what={`input ${at + 1}`} />
    </div>
  );
}
