'use client';
import { ANATOMY_ZONES } from '@/server/audit/zone';
import type { FormState } from './draftField';
import { errorAt, fieldId } from './fieldErrors';
import { listAt, type Path } from './manifestDraft';

/** Zones in which a finding may be seen; markers and frames never are. */
const OFFERED = ANATOMY_ZONES.filter((zone) => zone !== 'marker' && zone !== 'frame');

/** A finding's anatomy as boxes to tick, in a card that its summary opens. */
export function AnatomyPick({ form, path, finding }: { form: FormState; path: Path; finding: string }) {
  const chosen = listAt(form.draft, path).map(String);
  const error = errorAt(form.errors, path);
  const toggle = (zone: string) => {
    const next = chosen.includes(zone) ? chosen.filter((known) => known !== zone) : [...chosen, zone];
    form.onChange(path, next.length === 0 ? undefined : next);
  };
  return (
    <details className="anatomy-pick">
      <summary className="input" id={fieldId(path)}>
        <span className="sr">Anatomy of {finding}: </span>
        {chosen.length === 0 ? <span className="faint">assumed</span> : chosen.join(', ')}
      </summary>
      <fieldset>
        <legend className="sr">Anatomy of {finding}</legend>
        {OFFERED.map((zone) => (
          <label key={zone} className="tick">
            <input type="checkbox" checked={chosen.includes(zone)} onChange={() => toggle(zone)} /> {zone}
          </label>
        ))}
      </fieldset>
      {error !== null && <span className="micro refused">{error}</span>}
    </details>
  );
}
