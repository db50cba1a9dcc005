import type { ProblemBody } from '@/server/problem/problemBody';

/** Where one file stands. */
export type Progress =
  | { at: 'waiting' }
  | { at: 'sending'; share: number }
  | { at: 'reading' }
  | { at: 'done'; instanceId: string; status: string }
  | { at: 'refused'; problem: ProblemBody }
  | { at: 'cancelled' };

export type UploadItem = { key: number; file: File; masks: File[]; progress: Progress };

export type UploadAction =
  | { type: 'added'; files: File[]; masks: File[] }
  | { type: 'moved'; key: number; progress: Progress }
  | { type: 'retried'; key: number }
  | { type: 'removed-finished' };

/** Files in the order in which they came; keys are never used again. */
export type UploadState = { items: UploadItem[]; nextKey: number };

export function reduceUpload(state: UploadState, action: UploadAction): UploadState {
  const move = (key: number, progress: Progress): UploadState => ({
    ...state,
    items: state.items.map((item) => (item.key === key ? { ...item, progress } : item)),
  });
  switch (action.type) {
    case 'added': {
      const added = action.files.map(
        (file, i): UploadItem => ({ key: state.nextKey + i, file, masks: action.masks, progress: { at: 'waiting' } }),
      );
      return { items: [...state.items, ...added], nextKey: state.nextKey + added.length };
    }
    case 'moved':
      return move(action.key, action.progress);
    case 'retried':
      return move(action.key, { at: 'waiting' });
    case 'removed-finished':
      return { ...state, items: state.items.filter((item) => !isFinished(item.progress)) };
  }
}

export const isFinished = ({ at }: Progress): boolean => at === 'done' || at === 'refused' || at === 'cancelled';

/** Share of all bytes that were sent, 0 to 1; finished files count whole. */
export function totalShare(items: { file: { size: number }; progress: Progress }[]): number {
  const bytes = items.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes === 0) return items.length === 0 ? 0 : Number(items.every((item) => isFinished(item.progress)));
  const sent = items.reduce((sum, { file, progress }) => {
    const share = progress.at === 'sending' ? progress.share : progress.at === 'waiting' ? 0 : 1;
    return sum + file.size * share;
  }, 0);
  return sent / bytes;
}
