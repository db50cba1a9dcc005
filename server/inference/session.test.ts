import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '@/server/start/root';

const PROGRAM = `
import { openSession } from './server/inference/session.ts';
import { LINEAR_HEADS } from './server/onnx/testing/headVariants.ts';
const session = await openSession(LINEAR_HEADS[0].bytes);
await session.dispose();
`;

test('the runtime reports nothing to its maker: it leaves none of the files that it does so by', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-runtime-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAM], {
      cwd: root,
      env: { NODE_ENV: 'production', TMPDIR: folder },
    });
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.startsWith('tsx-')),
      [],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
