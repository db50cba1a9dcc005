import { count } from '@/app/format/number';
import type { DemonstrationStatus } from '@/server/demonstration/describe';

/** What is shown beside the sentence, most important first; the last may be left out where space is short. */
export function progressWords(now: DemonstrationStatus): string[] {
  const sent = `${count(now.sent)} sent`;
  if (now.status === 'removing') return removalWords(now);
  if (now.status === 'complete') return [`Complete: all ${count(now.most)} sent`];
  if (!now.enabled) return ['Switched off', sent, 'SIGHTLINE_DEMO=off'];
  if (now.problem !== null) return [`Stopped: ${now.problem}`, sent];
  if (now.status === 'paused') return ['Paused', sent];
  if (now.sent === 0) return ['Preparing the models'];
  if (now.sent < now.burst) return [`${count(now.sent)} of the first ${count(now.burst)} sent`];
  return [sent, `about ${count(Math.max(1, Math.round(now.perMinute)))} a minute, ${now.partOfDay}`];
}

function removalWords({ removal }: DemonstrationStatus): string[] {
  if (removal === null) return ['Removing'];
  const { studies, removed, files } = removal;
  if (removed < studies) return [`Removing: ${count(removed)} of ${count(studies)} studies gone`];
  return [`Removing: all studies gone, ${count(files)} files left`];
}

/** Share of the removal that is done, 0 to 1: the studies, which take most of the time, then the files. */
export function removalShare({ removal }: DemonstrationStatus): number {
  if (removal === null || removal.studies === 0) return 0;
  return removal.removed / removal.studies;
}

/** Said aloud when it changes; counts are left out, since they change all the time. */
export function spokenState({ status, enabled, speed, problem }: DemonstrationStatus): string {
  if (status === 'removing') return 'Demonstration is being removed';
  if (status === 'complete') return 'Demonstration is complete';
  if (!enabled) return 'Demonstration is switched off';
  if (problem !== null) return `Demonstration stopped: ${problem}`;
  return status === 'paused' ? 'Demonstration paused' : `Demonstration running at ${speed} times speed`;
}
