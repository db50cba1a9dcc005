import type { VersionStanding } from '@/server/versions/modelVersions';
import type { StateAction } from '@/server/versions/stateAction';
import { ChangeButton } from './changeButton';

const WORDS: Record<StateAction, { name: string; says: string }> = {
  stop: { name: 'Stop', says: 'It reads no new image until somebody resumes it; what it has read stays.' },
  retire: { name: 'Retire', says: 'It reads no new image; what it has read stays. It can be made shadow again.' },
  resume: { name: 'Resume', says: 'It goes on as before, and reads the images that it missed.' },
  shadow: {
    name: 'Make shadow',
    says: 'It reads the same images and decides nothing: no flag, no place on the overview.',
  },
  live: { name: 'Make live', says: 'No version of this model is live. Its numbers and flags count from now on.' },
};

const SEGMENTER_SAYS: Record<StateAction, string> = {
  stop: 'Versions that name it take the next source of masks on new images: the shipped segmenter, else the average anatomy.',
  retire:
    'Versions that name it take the next source of masks on new images: the shipped segmenter, else the average anatomy.',
  resume: 'Versions that name it use it again on new images; what was read meanwhile stays as it is.',
  shadow: '',
  live: 'Versions that name it use it again on new images; what was read meanwhile stays as it is.',
};

function offered({ state, kind }: VersionStanding, hasLive: boolean): StateAction[] {
  if (kind === 'segmenter' && state === 'retired') return ['live'];
  if (state === 'stopped') return ['resume', 'retire'];
  if (state === 'retired') return hasLive ? ['shadow'] : ['live', 'shadow'];
  return state === 'shadow' ? [...(hasLive ? [] : (['live'] as const)), 'stop', 'retire'] : ['stop', 'retire'];
}

type Props = { model: string; modelId: string; version: VersionStanding; hasLive: boolean };

/** What may be done to a version by hand, as its state allows. */
export function VersionActions({ model, modelId, version, hasLive }: Props) {
  const says = (action: StateAction): string =>
    version.kind === 'segmenter' ? SEGMENTER_SAYS[action] : WORDS[action].says;
  return (
    <span className="version-actions">
      {offered(version, hasLive).map((action) => (
        <ChangeButton
          key={action}
          name={WORDS[action].name}
          title={`${WORDS[action].name}: ${model}@${version.version}?`}
          path={`/api/v1/models/${modelId}/state`}
          body={{ version: version.version, action, expected: version.state }}
          reason="asked"
        >
          <p className="small dim">{says(action)}</p>
        </ChangeButton>
      ))}
    </span>
  );
}
