/**
 * What has to be undone before the process may end. The first SIGINT, SIGTERM or SIGHUP asks for the end (`signal` is
 * aborted, `asked` resolves); the second one kills at once what is left.
 */
export type Shutdown = {
  signal: AbortSignal;
  asked: Promise<void>;
  /** Throws when the end was asked for: to be called between the steps of a start. */
  check: () => void;
  /** `stop` runs at the end, last added first; `kill` at the second signal. */
  add: (stop: () => Promise<void> | void, kill?: () => void) => void;
  run: () => Promise<void>;
};

/** Thrown to leave a start that was interrupted; nothing has gone wrong. */
export class Interrupted extends Error {
  constructor() {
    super('stopped');
    this.name = 'Interrupted';
  }
}

/** Takes over the signals of this process. With `followParent` the end of the parent process counts as one, too. */
export function takeSignals(say: (line: string) => void, followParent = false): Shutdown {
  const controller = new AbortController();
  const entries: { stop: () => Promise<void> | void; kill: (() => void) | undefined }[] = [];
  const asked = new Promise<void>((resolve) => {
    const onSignal = (name: NodeJS.Signals) => {
      if (controller.signal.aborted) {
        for (const { kill } of entries.toReversed()) kill?.();
        process.exit(1);
      }
      if (name !== 'SIGHUP') say('\nstopping …');
      controller.abort();
      resolve();
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
    if (followParent) onParentEnd(() => onSignal('SIGHUP'));
    // A terminal that was closed cannot be written to; that must not keep the rest from being stopped.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  });
  return {
    signal: controller.signal,
    asked,
    check() {
      if (controller.signal.aborted) throw new Interrupted();
    },
    add(stop, kill) {
      entries.push({ stop, kill });
    },
    async run() {
      for (let entry = entries.pop(); entry; entry = entries.pop()) await entry.stop();
    },
  };
}

/** An npm that is killed cannot pass it on; the system then gives us another parent. */
function onParentEnd(act: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  timer.unref();
}
