'use client';
import type { ZoneName } from '@/server/audit/zone';
import { REASON_ZONES } from './draft';
import { zoneWord } from './verdictWords';

/** The zones of the image, a digit each; greyed until a wrong reason asks for one, so that nothing moves. */
export function ZonePick({
  zone,
  asked,
  onChoose,
}: {
  zone: ZoneName | null;
  asked: boolean;
  onChoose: (zone: ZoneName) => void;
}) {
  return (
    <fieldset className="review-zones" aria-label="Zone that gave it away" disabled={!asked}>
      <legend className="small">
        Wrong reason: which zone gave it away? <kbd>1</kbd>–<kbd>8</kbd>
      </legend>
      {REASON_ZONES.map((name, at) => (
        <button key={name} type="button" aria-pressed={zone === name} onClick={() => onChoose(name)}>
          <span className="faint">{at + 1}</span> {zoneWord(name)}
        </button>
      ))}
    </fieldset>
  );
}
