import { join } from 'node:path';
import { settings } from '@/server/settings';
import { type FileStore, openFileStore } from './fileStore';

let opened: FileStore | undefined;

/** The process's store, in the data folder. */
export function store(): FileStore {
  opened ??= openFileStore(join(settings().dataDir, 'store'));
  return opened;
}
