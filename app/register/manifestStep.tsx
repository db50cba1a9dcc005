'use client';
import { checkManifest } from './checkManifest';
import { type FieldError, fieldId } from './fieldErrors';
import { draftText, parseDraft, withValue } from './manifestDraft';
import { ManifestEditor } from './manifestEditor';
import { type FormProps, ManifestForm } from './manifestForm';

type Props = Omit<FormProps, 'form'> & {
  text: string;
  /** What the server said of the manifest as it was tried. */
  refused: readonly FieldError[];
  onChange: (text: string) => void;
};

/** The third step: the manifest as a form and as JSON; the text is the one that counts, and the form writes it. */
export function ManifestStep({ text, refused, onChange, ...form }: Props) {
  const check = checkManifest(text);
  const draft = parseDraft(text);
  const errors = [...(check.ok ? [] : check.errors), ...refused];
  return (
    <div className="manifest-columns">
      {draft === null ? (
        <p className="small refused">The text beside is not JSON, so there is no form of it.</p>
      ) : (
        <div className="stack">
          <ErrorLinks errors={errors} />
          <ManifestForm
            {...form}
            form={{ draft, errors, onChange: (path, value) => onChange(draftText(withValue(draft, path, value))) }}
          />
        </div>
      )}
      <ManifestEditor text={text} check={check} onChange={onChange} />
    </div>
  );
}

/** What is wrong, each a way to its field. */
function ErrorLinks({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="problem">
      <b>Not valid yet</b>
      <ul className="small">
        {errors.map(({ path, detail }) => (
          <li key={`${path} ${detail}`}>
            {path === '' ? (
              detail
            ) : (
              <button type="button" className="link" onClick={() => lead(path)}>
                <code>{path}</code> {detail}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** To the control of a path, or of what it is in. */
function lead(path: string): void {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const element = document.getElementById(fieldId(parts.slice(0, length).join('.')));
    if (element === null) continue;
    element.focus();
    return;
  }
}
