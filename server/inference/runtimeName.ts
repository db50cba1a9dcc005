import { createRequire } from 'node:module';
import { arch, platform } from 'node:process';
import { z } from 'zod';

const described = z.object({ version: z.string() });

/** The runtime that answers here, as `onnxruntime-node 1.30.0 linux-x64`; it is not loaded for that. */
export function runtimeName(): string {
  const { version } = described.parse(createRequire(import.meta.url)('onnxruntime-node/package.json'));
  return `onnxruntime-node ${version} ${platform}-${arch}`;
}
