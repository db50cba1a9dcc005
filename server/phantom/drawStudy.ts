import { drawAcquisition, drawPortable } from './drawAcquisition';
import { drawAnatomy, MIDDLE_AGE } from './drawAnatomy';
import { drawOpacities } from './drawOpacities';
import { drawAnnotations, drawMarker } from './drawOverlays';
import { drawPatient } from './drawPatient';
import { PHANTOM_MODES, PHANTOM_SITES, type PhantomStudy, type PhantomTruths } from './study';

/**
 * What is asked of a study; `portable` (what the archive says) is drawn after the site's share when left out.
 * `strength`: by how much the opacities are fainter (or denser) than usual; 1 when left out.
 */
export type WantedStudy = Pick<PhantomStudy, 'site' | 'mode' | 'truths'> & { portable?: boolean; strength?: number };

function checkTruths(truths: PhantomTruths): void {
  for (const [finding, truth] of Object.entries(truths)) {
    if (truth !== 0 && truth !== 1) throw new RangeError(`truth of ${finding}: ${truth}`);
  }
}

/**
 * Draws everything that decides a phantom's picture, at any size, from a seed. The same seed gives the same patient
 * in every mode; each part has its own stream (see `openStream`).
 * @throws RangeError `seed: …`, `site: …`, `mode: …`, `strength: …` or `truth of …` when out of range
 */
export function drawStudy(
  seed: number,
  { site, mode, truths, portable: asked, strength = 1 }: WantedStudy,
): PhantomStudy {
  if (!PHANTOM_SITES.includes(site)) throw new RangeError(`site: ${site}`);
  if (!PHANTOM_MODES.includes(mode)) throw new RangeError(`mode: ${mode}`);
  checkTruths(truths);
  if (!(strength > 0 && strength <= 2)) throw new RangeError(`strength: ${strength}`);
  const portable = asked ?? drawPortable(seed, mode, site);
  const acquisition = drawAcquisition(seed, mode, site, portable);
  const patient = drawPatient(seed, mode, site, portable);
  // The archive's ages differ by site; where the mode says that the pictures do not, age leaves no trace in them.
  const visibleAge = mode === 'GLOBAL' ? patient.patientAge : MIDDLE_AGE;
  const sicker = mode === 'CASE-MIX' && site === 'A';
  const anatomy = drawAnatomy({ ...patient, seed, truths, visibleAge, bedside: acquisition.bedside, sicker });
  const usual = drawOpacities(seed, anatomy);
  const opacities = usual.map((one) => ({ ...one, amplitude: one.amplitude * strength }));
  return {
    seed,
    mode,
    site,
    ...patient,
    viewPosition: portable ? 'AP' : 'PA',
    portable,
    truths: { Pneumonia: truths.Pneumonia, Cardiomegaly: truths.Cardiomegaly },
    anatomy,
    opacities: truths.Pneumonia === 1 ? opacities : [],
    acquisition,
    marker: drawMarker(seed, mode, site),
    annotations: drawAnnotations(seed, mode, portable),
  };
}
