import { env } from 'node:process';

/**
 * From 1.30 on the ONNX runtime reports its use to its maker's server unless it is told not to, and leaves files in
 * the temporary folder for it; it asks at the first session. Nothing leaves this machine. A thread's environment is a
 * copy that native code does not see, so whoever starts threads that open sessions calls this in the main thread.
 */
export function disableTelemetry(): void {
  env.ORT_DISABLE_TELEMETRY = '1';
}
