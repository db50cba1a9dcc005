import type { VersionChangeKind, VersionState } from '@/server/model/versionState';
import { AppError } from '@/server/problem/appError';

/** What a person may do to a version by hand; a candidate becomes live by a promotion. */
export const STATE_ACTIONS = ['retire', 'stop', 'resume', 'shadow', 'live'] as const;
export type StateAction = (typeof STATE_ACTIONS)[number];

/**
 * A version as the rule sees it. `before`: what it was when it was stopped, null for one that is not.
 * `otherLive`: whether another version of its model is live.
 */
export type Standing = { state: VersionState; before: VersionState | null; otherLive: boolean };

/**
 * The state that an action leads to, and how it is recorded.
 * @throws AppError conflict where the action does not apply, with the reason
 */
export function stateAfter(action: StateAction, standing: Standing): { state: VersionState; kind: VersionChangeKind } {
  const { state, otherLive } = standing;
  switch (action) {
    case 'stop':
      return allow(state === 'live' || state === 'shadow', standing, action, { state: 'stopped', kind: 'stopped' });
    case 'retire':
      return allow(state !== 'retired', standing, action, { state: 'retired', kind: 'retired' });
    case 'resume':
      return allow(state === 'stopped', standing, action, { state: resumed(standing), kind: 'resumed' });
    case 'shadow':
      if (state === 'live' && !otherLive) {
        throw refused('it is the only live version of its model: retire it, or promote another');
      }
      return allow(state === 'live' || state === 'retired', standing, action, { state: 'shadow', kind: 'made-shadow' });
    case 'live':
      if (otherLive) throw refused('another version is live: fix limits and promote this one');
      return allow(state === 'shadow' || state === 'retired', standing, action, { state: 'live', kind: 'made-live' });
  }
}

/** As it was; one that was live reads beside the version that has become live meanwhile. */
function resumed({ before, otherLive }: Standing): VersionState {
  if (before === 'shadow') return 'shadow';
  return otherLive ? 'shadow' : 'live';
}

function allow<Next>(applies: boolean, { state }: Standing, action: StateAction, next: Next): Next {
  if (applies) return next;
  throw refused(`it is ${state}, so there is nothing to ${action === 'live' ? 'make live' : action}`);
}

const refused = (detail: string): AppError => new AppError('conflict', detail);
