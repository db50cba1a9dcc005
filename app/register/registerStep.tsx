'use client';
import { count, plural } from '@/app/format/number';
import type { RegistrationReport } from '@/server/api/registrationSchema';
import { Warnings } from './readStep';

type Props = {
  report: RegistrationReport;
  /** Stored radiographs of each scope. */
  stored: { all: number; demo: number };
  busy: boolean;
  onRegister: () => void;
};

/** The last step: what will happen, and the button that makes it happen. */
export function RegisterStep({ report: { manifest, warnings, milliseconds }, stored, busy, onRegister }: Props) {
  const { name, version } = manifest;
  const reads = manifest.kind === 'classifier' ? stored[manifest.scope] : 0;
  const minutes = milliseconds === null ? null : (reads * milliseconds) / 60_000;
  return (
    <>
      <Warnings warnings={warnings} />
      <ul className="bullets">
        <li>
          <b>
            {name}@{version}
          </b>{' '}
          is made of the file and the manifest as they were tried. A version never changes once it is registered.
        </li>
        {manifest.kind === 'classifier' && (
          <>
            <li>
              {reads === 0
                ? 'No stored image is in its scope: it reads what arrives from now on.'
                : `It reads ${count(reads)} stored ${reads === 1 ? 'image' : 'images'}, after everything that arrives meanwhile${minutes === null || minutes < 2 ? '' : `: ${plural(Math.round(minutes), 'minute')} of forward passes at least`}.`}
            </li>
            <li>{STATE_WORDS[manifest.state ?? 'open']}</li>
          </>
        )}
        {manifest.kind === 'segmenter' && <li>Versions that name it as their segmenter get their masks from it.</li>}
      </ul>
      <div className="register-actions">
        <button type="button" className="btn primary" disabled={busy} onClick={onRegister}>
          Register {name}@{version}
        </button>
        {busy && <span className="small dim">Making the version …</span>}
      </div>
    </>
  );
}

const STATE_WORDS = {
  live: 'It is live from the beginning: its numbers stand on every page.',
  shadow: 'It is a shadow: it reads the same images and decides nothing until it is promoted.',
  open: 'It is live if it is the first version of its model, else a shadow that decides nothing until it is promoted.',
};
