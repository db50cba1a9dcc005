import { plural } from '@/app/format/number';
import { since } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import type { ImagePolicy, LinkPolicy, LinkSubject } from '@/server/links/linkPolicy';
import type { LinkSummary } from '@/server/links/listLinks';

/** What a link is about, as its makers see it; `titles`: of reports, by id. */
export function subjectWords(subject: LinkSubject, titles: ReadonlyMap<string, string>): string {
  switch (subject.scope) {
    case 'case':
      return `Case ${subject.instanceId.slice(0, 8)}${subject.finding === undefined ? '' : `, ${findingName(subject.finding)}`}`;
    case 'selection':
      return plural(subject.instanceIds.length, 'case');
    case 'finding':
      return `${findingName(subject.finding)} by ${subject.model}`;
    case 'report':
      return titles.get(subject.reportId) ?? 'Report that is not kept any more';
  }
}

export const IMAGE_WORDS: Record<ImagePolicy, { name: string; says: string }> = {
  none: { name: 'No picture', says: 'Figures alone.' },
  attribution: { name: 'Outlines', says: 'No radiograph: the map over outlines of body and lungs.' },
  body: { name: 'Body only', says: 'The radiograph within the outline of the body; all around it is black.' },
  cropped: { name: 'Cropped', says: 'The radiograph without its outer frame.' },
};

export const FIELD_WORDS: Record<Exclude<keyof LinkPolicy, 'image'>, string> = {
  map: 'Map',
  score: 'Score and outside share',
  ledger: 'Region ledger',
  edits: 'Edits',
  reviews: 'Readers’ verdicts',
  metadata: 'View, sex, age, day, site code',
};

/** What a link lets through, in a line: of its policy, what its subject has. */
export function throughWords({ subject, policy }: { subject: LinkSubject; policy: LinkPolicy }): string {
  if (subject.scope === 'report') return 'The report, sites as codes';
  if (subject.scope === 'finding') return findingWords(policy);
  const on = Object.entries(FIELD_WORDS).flatMap(([field, words]) =>
    Reflect.get(policy, field) === true ? [words.toLowerCase()] : [],
  );
  return [IMAGE_WORDS[policy.image].name, ...on].join(', ');
}

const findingWords = ({ map, metadata }: LinkPolicy): string =>
  ['Verdict', 'AUC', ...(map ? ['outside share'] : []), 'sites as codes', ...(metadata ? ['sex', 'age'] : [])].join(
    ', ',
  );

const HOUR_MS = 3_600_000;

/** A time to come, rounded to the nearest day or minute: a link of seven days has "7 d" at once. */
function until(milliseconds: number): string {
  const unit = milliseconds >= 48 * HOUR_MS ? 24 * HOUR_MS : 60_000;
  return since(Math.max(unit, Math.round(milliseconds / unit) * unit));
}

/** Where a link stands, in words. */
export function stateWords({ state, expiresAt, revokedAt }: LinkSummary, now: string): string {
  const left = until(new Date(expiresAt).getTime() - new Date(now).getTime());
  const ago = (at: string): string => since(new Date(now).getTime() - new Date(at).getTime());
  if (state === 'revoked') return `Revoked ${revokedAt === null ? '' : `${ago(revokedAt)} ago`}`;
  if (state === 'expired') return `Expired ${ago(expiresAt)} ago`;
  return `${state === 'used-up' ? 'Used up' : 'Live'}, expires in ${left}`;
}

export const OUTCOME_WORDS: Record<string, string> = {
  opened: 'Opened',
  page: 'Looked at',
  'wrong-passcode': 'Wrong passcode',
  locked: 'Locked after wrong passcodes',
  expired: 'Came after its end',
  revoked: 'Came after it was revoked',
  'used-up': 'Came after the last view',
};

const VERDICTS: Record<string, string> = {
  agree: 'Agrees',
  disagree: 'Disagrees',
  'wrong-reason': 'Right answer, wrong reason',
};

export const verdictWord = (verdict: string): string => VERDICTS[verdict] ?? verdict;
