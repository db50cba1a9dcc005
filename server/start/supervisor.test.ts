import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { environmentWith } from '@/server/settings';
import { countFailure, restartDelay } from './backoff';
import { isAlive, waitUntil } from './processes';
import { type ChildSpec, supervise } from './supervisor';

const stays = "process.on('disconnect', () => process.exit()); console.log('up');";

function child(name: string, code: string): ChildSpec {
  return { name, args: ['-e', code], cwd: process.cwd(), env: environmentWith({ NODE_OPTIONS: undefined }) };
}

test('a killed child is started again, the other one is left alone, and stop ends both', async () => {
  const said: string[] = [];
  const supervisor = supervise([child('web', stays), child('worker', stays)], (line) => said.push(line));
  const ups = () => said.filter((line) => line.endsWith('| up')).length;
  assert.ok(await waitUntil(() => ups() === 2, 5_000));
  const before = supervisor.pids();
  process.kill(before.web ?? 0, 'SIGKILL');
  assert.ok(await waitUntil(() => ups() === 3, 5_000));
  const now = supervisor.pids();
  assert.notEqual(now.web, before.web);
  assert.equal(now.worker, before.worker);
  assert.ok(said.includes('web ended (SIGKILL): starting it again in 0.2 s'));
  assert.ok(said.includes('worker | up'));
  await supervisor.stop();
  for (const pid of Object.values({ ...before, ...now })) assert.equal(isAlive(pid), false);
});

test('a child that ignores SIGTERM is killed after the grace time, with what it started', async () => {
  const said: string[] = [];
  const deaf = `process.on('SIGTERM', () => {}); ${stays}
    const own = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); console.log(own.pid);`;
  const supervisor = supervise([child('worker', deaf)], (line) => said.push(line));
  assert.ok(await waitUntil(() => said.length === 2, 5_000));
  const grandchild = Number(said.at(-1)?.split('| ')[1]);
  assert.ok(isAlive(grandchild));
  await supervisor.stop(100);
  assert.deepEqual(supervisor.pids(), {});
  assert.ok(await waitUntil(() => !isAlive(grandchild), 2_000));
  assert.equal(said.at(-1), 'worker did not stop within 0.1 s: killed');
});

test('children end by themselves when the supervisor is killed', async () => {
  const script = `import { supervise } from '@/server/start/supervisor';
    import { exitWithParent } from '@/server/start/exitWithParent';
    import { environmentWith } from '@/server/settings';
    if (process.argv[2] === 'child') { exitWithParent(); console.log('up'); }
    else {
      const args = ['--import', 'tsx', '--input-type=module', '-e', environmentWith({}).SCRIPT, 'x', 'child'];
      const supervisor = supervise([{ name: 'web', args, cwd: process.cwd(), env: environmentWith({}) }], () => console.log(supervisor.pids().web));
    }`;
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, 'x'], {
    env: environmentWith({ SCRIPT: script }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line));
  assert.ok(isAlive(pid));
  parent.kill('SIGKILL');
  assert.ok(await waitUntil(() => !isAlive(pid), 5_000));
});

test('waits double from 0.2 s to 5 s and start over after a steady half minute', () => {
  assert.deepEqual([1, 2, 3, 6, 60].map(restartDelay), [200, 400, 800, 5_000, 5_000]);
  assert.equal(countFailure(3, 1_000), 4);
  assert.equal(countFailure(3, 31_000), 1);
});
