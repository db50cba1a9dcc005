'use client';
import { type ReactNode, useState } from 'react';
import { errorAt, type FieldError, fieldId } from './fieldErrors';
import { type Draft, type Path, valueAt } from './manifestDraft';

/** What all fields of the form share. */
export type FormState = {
  draft: Draft;
  errors: readonly FieldError[];
  onChange: (path: Path, value: unknown) => void;
};

/** How a field's text becomes a value and back. What cannot be read is kept as text, so that the schema says what is wrong. */
export type Reading = { text: (value: unknown) => string; value: (text: string) => unknown; mode?: 'decimal' };

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

export const WORDS: Reading = { text: shown, value: (text) => (text === '' ? undefined : text) };

const number = (text: string): unknown => (Number.isFinite(Number(text)) ? Number(text) : text);

export const NUMBER: Reading = {
  mode: 'decimal',
  text: shown,
  value: (text) => (text.trim() === '' ? undefined : number(text.trim().replace('−', '-'))),
};

/** Numbers with commas between them. */
export const NUMBERS: Reading = {
  mode: 'decimal',
  text: (value) => (Array.isArray(value) ? value.map(shown).join(', ') : shown(value)),
  value: (text) => {
    const parts = text
      .replaceAll('−', '-')
      .split(/[,\s]+/)
      .filter((part) => part !== '');
    return parts.length === 0 ? undefined : parts.map(number);
  },
};

/** Words with commas between them. */
export const LIST: Reading = {
  text: (value) => (Array.isArray(value) ? value.map(shown).join(', ') : shown(value)),
  value: (text) => {
    const parts = text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return parts.length === 0 ? undefined : parts;
  },
};

type Props = {
  form: FormState;
  path: Path;
  label: string;
  /** The label is there for assistive technology only: a table's head says it. */
  bare?: boolean;
  hint?: ReactNode;
};

/** A labelled line of text for one field, with the schema's words when it is wrong. */
export function DraftField({
  form,
  path,
  label,
  bare = false,
  hint,
  as,
  placeholder,
}: Props & { as: Reading; placeholder?: string }) {
  // What is being typed stands as it is typed: "0." is not to become "0".
  const [typed, setTyped] = useState<string | null>(null);
  const { id, error, described } = useField(form, path, hint !== undefined);
  return (
    <div className="draft-field">
      <label htmlFor={id} className={bare ? 'sr' : 'field'}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        autoComplete="off"
        spellCheck={false}
        inputMode={as.mode}
        placeholder={placeholder}
        value={typed ?? as.text(valueAt(form.draft, path))}
        aria-invalid={error !== null}
        aria-describedby={described}
        onChange={({ target }) => {
          setTyped(target.value);
          form.onChange(path, as.value(target.value));
        }}
        onBlur={() => setTyped(null)}
      />
      <FieldWords id={id} error={error} hint={hint} />
    </div>
  );
}

type Choice = { value: string; name: string };

/** A labelled choice; "" takes the key out. Numbers stay numbers. */
export function DraftSelect({
  form,
  path,
  label,
  bare = false,
  hint,
  choices,
}: Props & { choices: readonly Choice[] }) {
  const { id, error, described } = useField(form, path, hint !== undefined);
  const value = shown(valueAt(form.draft, path));
  const known = choices.some((choice) => choice.value === value);
  return (
    <div className="draft-field">
      <label htmlFor={id} className={bare ? 'sr' : 'field'}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        aria-invalid={error !== null}
        aria-describedby={described}
        onChange={({ target }) => form.onChange(path, target.value === '' ? undefined : plainValue(target.value))}
      >
        {!known && <option value={value}>{value === '' ? 'not said' : value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
      <FieldWords id={id} error={error} hint={hint} />
    </div>
  );
}

const plainValue = (text: string): unknown => (/^\d+$/.test(text) ? Number(text) : text);

function useField({ errors }: FormState, path: Path, hinted: boolean) {
  const id = fieldId(path);
  const error = errorAt(errors, path);
  return { id, error, described: error !== null || hinted ? `${id}-words` : undefined };
}

function FieldWords({ id, error, hint }: { id: string; error: string | null; hint: ReactNode }) {
  if (error === null && hint === undefined) return null;
  return (
    <span id={`${id}-words`} className={error === null ? 'micro faint' : 'micro refused'}>
      {error ?? hint}
    </span>
  );
}
