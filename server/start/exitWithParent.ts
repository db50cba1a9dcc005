/**
 * In a supervised process: ends it when the supervisor is gone (its IPC channel closes, also on a kill -9). `stop` may
 * let go of things first; after 3 s the process ends regardless. Does nothing when there is no supervisor.
 */
export function exitWithParent(stop: () => Promise<void> = async () => {}): void {
  if (!process.channel) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), 3_000).unref();
    stop().then(
      () => process.exit(1),
      () => process.exit(1),
    );
  });
}
