import { createHmac } from 'node:crypto';

const keyed = (salt: Uint8Array, text: string): Buffer => createHmac('sha256', salt).update(text).digest();

/** A case's name within one link: the same case has another one in every other link. */
export const pseudonymOf = (salt: Uint8Array, instanceId: string): string =>
  keyed(salt, `case ${instanceId}`).toString('hex').slice(0, 12);

/** "A" to "Z", then "AA" and so on. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** Codes of sites in an order of the link's own, so that neither name nor size tells which is which. */
export function siteCodes(salt: Uint8Array, sites: readonly string[]): Map<string, string> {
  const ordered = [...new Set(sites)]
    .map((site) => ({ site, key: keyed(salt, `site ${site}`).toString('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return new Map(ordered.map(({ site }, index) => [site, `Site ${letters(index)}`]));
}

const DAY_MS = 86_400_000;

/** The first day of a link's cases is a day of 1 to 365 by chance; what lies between two days stays true. */
export const firstDay = (salt: Uint8Array): number => 1 + (keyed(salt, 'first day').readUInt32BE(0) % 365);

/** Day of a time, counted from `firstDay` at `earliest`; null without a time. */
export function relativeDay(salt: Uint8Array, at: string | null, earliest: string | null): number | null {
  if (at === null || earliest === null) return null;
  const dayOf = (text: string): number => Math.floor(new Date(text).getTime() / DAY_MS);
  return firstDay(salt) + dayOf(at) - dayOf(earliest);
}

/** Years in words: 90 and over is one group. */
export const ageText = (age: number | null): string | null =>
  age === null ? null : age >= 90 ? '90+' : String(Math.floor(age));

/** Only codes that DICOM and the interface define; any other text may be a name. */
export const sexCode = (sex: string | null): string | null => (sex !== null && /^[FMO]$/.test(sex) ? sex : null);

const VIEWS = new Set(['PA', 'AP', 'LL', 'RL', 'LATERAL', 'LAO', 'RAO', 'LPO', 'RPO', 'LLD', 'RLD']);

export const viewCode = (view: string | null): string | null =>
  view !== null && VIEWS.has(view.toUpperCase()) ? view.toUpperCase() : null;
