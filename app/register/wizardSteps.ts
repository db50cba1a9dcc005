import type { RegistrationResponse } from '@/server/api/registrationSchema';

export const STEPS = ['files', 'read', 'manifest', 'dry', 'register'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Record<Step, string> = {
  files: 'Files',
  read: 'What was read',
  manifest: 'Manifest',
  dry: 'Dry run',
  register: 'Register',
};

/** The step of an address; the first where it names none. */
export const stepOf = (text: string | null): Step => STEPS.find((step) => step === text) ?? 'files';

/** Where a try stands, as far as steps depend on it. `isCurrent`: the manifest is the one that was tried. */
export type Standing = { status: RegistrationResponse['status'] | null; isCurrent: boolean };

/** Why a step cannot be gone to yet; null where it can. */
export function barrier(step: Step, { status, isCurrent }: Standing): string | null {
  if (step === 'files') return null;
  if (status === null) return 'read the files first';
  if (step === 'read') return null;
  if (status === 'pending') return 'the files are being read';
  if (step !== 'register') return null;
  if (status !== 'tried' && status !== 'done') return 'the dry run has not come through';
  return isCurrent ? null : 'the manifest has changed since the dry run';
}

/** The step that is shown for one that an address names, which may not be open yet, or not any more. */
export function openStep(asked: Step, standing: Standing): Step {
  if (barrier(asked, standing) === null) return asked;
  if (standing.status === null) return 'files';
  // While it is read again one stays where one was; what comes last needs its outcome.
  return standing.status === 'pending' && asked !== 'register' ? asked : 'read';
}

/** Equal but for the order of keys, and for what the server alone writes. */
export const sameManifest = (a: unknown, b: unknown): boolean => ordered(a) === ordered(b);

function ordered(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'externalData') return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}
