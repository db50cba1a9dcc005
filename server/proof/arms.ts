import type { VerdictGrade } from '@/server/evidence/verdict';
import type { PhantomMode } from '@/server/phantom/study';

/** `shortcut`: trained where the disease follows the acquisition; `faithful`: where it does not. */
export type ArmRole = 'shortcut' | 'faithful';

/** One model of the proof and what must be said of it (SCIENCE §7.3, §0a.7, §0a.16). */
export type Arm = {
  name: string;
  mode: PhantomMode;
  role: ArmRole;
  /** Folder under models/. */
  model: string;
  /** Verdicts on pneumonia that are right. */
  expects: readonly VerdictGrade[];
  /** Whether the verdict has to say that nothing local explains it. */
  notLocalisable: boolean;
  /** It is another arm's model, which has never seen what differs here. */
  borrowed: boolean;
};

const arm = (
  mode: PhantomMode,
  role: ArmRole,
  model: string,
  expects: readonly VerdictGrade[],
  notLocalisable = false,
): Arm => ({ name: `${mode} ${role}`, mode, role, model, expects, notLocalisable, borrowed: false });

/** What may be said where patients differ: anything but that the score relies on how they were imaged. */
const NOT_RELIES: readonly VerdictGrade[] = ['follows', 'weak', 'shift', 'below'];

export const ARMS: readonly Arm[] = [
  arm('GLOBAL', 'shortcut', 'gate-global-shortcut', ['relies']),
  arm('GLOBAL', 'faithful', 'gate-global-faithful', ['below']),
  arm('LOCAL', 'shortcut', 'gate-local-shortcut', ['relies']),
  arm('LOCAL', 'faithful', 'gate-local-faithful', ['below']),
  arm('DIFFUSE-ONLY', 'shortcut', 'gate-diffuse-shortcut', ['follows'], true),
  arm('DIFFUSE-ONLY', 'faithful', 'gate-diffuse-faithful', ['below', 'shift']),
  arm('PORTABLE', 'shortcut', 'gate-portable-shortcut', ['follows', 'relies']),
  arm('CASE-MIX', 'faithful', 'gate-case-mix-faithful', NOT_RELIES),
  {
    ...arm('CASE-MIX', 'faithful', 'gate-local-faithful', NOT_RELIES),
    name: 'CASE-MIX faithful, new to sicker patients',
    borrowed: true,
  },
];

export const MODES: readonly PhantomMode[] = ['GLOBAL', 'LOCAL', 'DIFFUSE-ONLY', 'PORTABLE', 'CASE-MIX'];

export const armsOf = (mode: PhantomMode): Arm[] => ARMS.filter((one) => one.mode === mode);
