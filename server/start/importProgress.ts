import type { Progress } from '@/server/import/importRun';
import { say } from './progress.mjs';

/** Milliseconds between lines where no terminal lets us write over the last one. */
const EVERY_MS = 10_000;

/** Shows how far an import is: rows, rows a second since it began, time left. */
export function importProgress() {
  const began = Date.now();
  let first: { lines: number; read: number } | null = null;
  let shown = began;
  return {
    show(progress: Progress, read: number): void {
      first ??= { lines: progress.lines, read };
      const seconds = (Date.now() - began) / 1000;
      const rate = Math.round((progress.lines - first.lines) / seconds);
      const share = (read - first.read) / Math.max(1e-9, 1 - first.read);
      const left = share > 0 ? `, ${duration((seconds * (1 - share)) / share)} left` : '';
      const line = `${progress.lines} rows, ${progress.rejected} rejected, ${rate} rows/s${left}`;
      if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K  ${line}`);
      else if (Date.now() - shown >= EVERY_MS) say(`  ${line}`);
      else return;
      shown = Date.now();
    },
    close(): void {
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
    },
    seconds: (): number => Math.round((Date.now() - began) / 1000),
  };
}

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
