'use client';
import { Icon } from '@/app/shell/icons';
import { CLASSIFIER_TEMPLATE, type ManifestCheck, SEGMENTER_TEMPLATE } from './checkManifest';

type Props = { text: string; check: ManifestCheck; onChange: (text: string) => void };

/** The manifest as JSON, checked against the server's schema at every keystroke. */
export function ManifestEditor({ text, check, onChange }: Props) {
  return (
    <div className="manifest">
      <div className="manifest-head">
        <label htmlFor="manifest" className="strong">
          Manifest, as JSON
        </label>
        <button type="button" className="btn quiet" onClick={() => onChange(CLASSIFIER_TEMPLATE)}>
          Classifier template
        </button>
        <button type="button" className="btn quiet" onClick={() => onChange(SEGMENTER_TEMPLATE)}>
          Segmenter template
        </button>
      </div>
      <textarea
        id="manifest"
        className="input code"
        rows={28}
        spellCheck={false}
        value={text}
        aria-invalid={!check.ok}
        aria-describedby="manifest-check"
        onChange={(event) => onChange(event.target.value)}
      />
      <div id="manifest-check" aria-live="polite" className="small">
        {check.ok ? (
          <span className="dim icon-line">
            <Icon name="check" size={12} /> Valid: {check.manifest.name}@{check.manifest.version}, {check.manifest.kind}
          </span>
        ) : (
          <ul className="manifest-errors">
            {check.errors.map(({ path, detail }) => (
              <li key={`${path} ${detail}`}>
                {path !== '' && <code>{path}</code>} {detail}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
