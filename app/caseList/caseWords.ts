import { failureWords } from '@/app/jobs/jobWords';
import type { CohortFilter } from '@/server/cohort/cohortFilter';
import type { CaseRow } from '@/server/queries/cases';
import type { Sort } from './caseQuery';

const STATUS = { done: 'Read', pending: 'Waiting', failed: 'Failed', 'not-scored': 'Not scored' } as const;

/** The state of a case in a word. */
export const statusWord = (status: CaseRow['status']): string => STATUS[status];

const NOT_SCORED: Record<string, string> = {
  lateral: 'Lateral view',
  not_chest: 'Not a chest image',
  no_model: 'No version reads such images',
};

/** Why a case failed, was not scored, or was not read by every version; null when there is nothing to say. */
export function statusReasonWords({ status, statusReason }: Pick<CaseRow, 'status' | 'statusReason'>): string | null {
  if (statusReason === null) return null;
  return status === 'not-scored'
    ? (NOT_SCORED[statusReason] ?? statusReason.replaceAll('_', ' '))
    : failureWords(statusReason);
}

type Place = Pick<CaseRow, 'viewPosition' | 'portable' | 'patientSex' | 'patientAge'> & { site: string | null };

/** Where and how a case was taken, and of whom: "A · AP · portable · F, 39". Ages over 89 are 90+. */
export function placeWords({ site, viewPosition, portable, patientSex, patientAge }: Place): string {
  const age = patientAge === null ? null : patientAge > 89 ? '90+' : String(patientAge);
  const person = [patientSex, age].filter((part) => part !== null).join(', ');
  const parts = [site, viewPosition, portable === true ? 'portable' : null, person === '' ? null : person];
  return parts.filter((part) => part !== null).join(' · ');
}

/** First characters of an id, enough to tell cases of one page apart. */
export const shortId = (id: string): string => (id.length > 12 ? id.slice(0, 8) : id);

/** What a sort by a result goes by while no finding is chosen; null where the order explains itself. */
export const sortNote = (filter: CohortFilter, sort: Sort): string | null =>
  sort === 'received' || filter.finding !== undefined
    ? null
    : 'by each case’s leading finding, the one furthest above its baseline';

const spaced = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The filters of a list as a printed page names them: "site A; view position AP". */
export const filterWords = (filter: CohortFilter): string =>
  Object.entries(filter)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${spaced(key)} ${value}`]))
    .join('; ');
