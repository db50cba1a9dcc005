'use client';
import { useEffect, useReducer, useRef } from 'react';
import { z } from 'zod';
import { withBase } from '@/app/shell/basePath';
import { problemOf } from '@/app/shell/call';
import { zoneOfFile } from './maskFiles';
import { type MetadataFields, metadataJson } from './metadataForm';
import { send } from './send';
import { type Progress, reduceUpload, type UploadItem, type UploadState } from './uploadState';

/** Files sent at the same time; more would only share the same line. */
const PARALLEL = 3;

const received = z.object({ instanceId: z.string(), status: z.string().default('pending') });

function formOf(item: UploadItem, metadata: MetadataFields): FormData {
  const form = new FormData();
  const json = metadataJson(metadata);
  if (json !== null) form.append('metadata', json);
  for (const mask of item.masks) {
    const zone = zoneOfFile(mask.name);
    if (zone !== null) form.append(`mask:${zone}`, mask);
  }
  form.append('image', item.file);
  return form;
}

async function upload(
  item: UploadItem,
  metadata: MetadataFields,
  moved: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  const onProgress = (share: number): void => moved(share < 1 ? { at: 'sending', share } : { at: 'reading' });
  const sent = await send(withBase('/api/v1/instances'), formOf(item, metadata), onProgress, signal).catch(() => null);
  if (sent === null) return moved({ at: 'cancelled' });
  const parsed = received.safeParse(sent.body);
  if (parsed.success && sent.status < 300) return moved({ at: 'done', ...parsed.data });
  return moved({ at: 'refused', problem: problemOf(sent) });
}

type Uploads = {
  state: UploadState;
  add: (files: File[], masks: File[]) => void;
  cancel: (key: number) => void;
  cancelAll: () => void;
  retry: (key: number) => void;
  clear: () => void;
};

/** Sends waiting files, a few at a time, with the metadata that stands in the form when each begins. */
export function useUploads(metadata: MetadataFields): Uploads {
  const [state, dispatch] = useReducer(reduceUpload, { items: [], nextKey: 0 });
  const running = useRef(new Map<number, AbortController>());
  const fields = useRef(metadata);
  fields.current = metadata;
  useEffect(() => {
    const free = PARALLEL - running.current.size;
    const waiting = state.items.filter((item) => item.progress.at === 'waiting' && !running.current.has(item.key));
    for (const item of waiting.slice(0, Math.max(0, free))) {
      const cancel = new AbortController();
      running.current.set(item.key, cancel);
      const moved = (progress: Progress): void => {
        if (progress.at !== 'sending' && progress.at !== 'reading') running.current.delete(item.key);
        dispatch({ type: 'moved', key: item.key, progress });
      };
      moved({ at: 'sending', share: 0 });
      void upload(item, fields.current, moved, cancel.signal);
    }
  }, [state.items]);
  const cancel = (key: number): void => {
    const controller = running.current.get(key);
    if (controller === undefined) dispatch({ type: 'moved', key, progress: { at: 'cancelled' } });
    else controller.abort();
  };
  return {
    state,
    add: (files, masks) => dispatch({ type: 'added', files, masks }),
    cancel,
    cancelAll: () => {
      for (const item of state.items)
        if (item.progress.at === 'waiting') dispatch({ type: 'moved', key: item.key, progress: { at: 'cancelled' } });
      for (const controller of running.current.values()) controller.abort();
    },
    retry: (key) => dispatch({ type: 'retried', key }),
    clear: () => dispatch({ type: 'removed-finished' }),
  };
}
