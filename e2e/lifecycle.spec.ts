import { readdirSync, readFileSync } from 'node:fs';
import { isAlive, waitUntil } from '../server/start/processes';
import { expect, STRANGER, signIn, test } from './product';
import { startProduct } from './startProduct';

/** Processes whose environment names this data folder: all that a start has brought up, Postgres included. */
function processesOf(dataDir: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SIGHTLINE_DATA_DIR=${dataDir}\0`)) return [];
        return [{ pid: Number(pid), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ') }];
      } catch {
        return [];
      }
    });
}

test('what dies is started again, and Ctrl-C leaves no process behind', async () => {
  const product = await startProduct();
  const started = processesOf(product.dataDir);
  const web = started.find(({ command }) => command.includes('dist/web.mjs'));
  expect(web).toBeDefined();
  process.kill(web?.pid ?? 0, 'SIGKILL');
  await expect.poll(product.output).toContain('web ended (SIGKILL): starting it again');
  const health = () =>
    fetch(`${product.url}/healthz`)
      .then((answer) => answer.status)
      .catch(() => 0);
  await expect.poll(health).toBe(200);
  const running = processesOf(product.dataDir);
  expect(running.length).toBeGreaterThanOrEqual(4);
  expect(await product.stop()).toBe(0);
  expect(await waitUntil(() => running.every(({ pid }) => !isAlive(pid)), 5_000)).toBe(true);
});

test('a sign-in link opens the pages once', async ({ product, browser }) => {
  const link = await product.signInLink();
  const [first, second] = [await browser.newContext(STRANGER), await browser.newContext(STRANGER)];
  await signIn(await first.newPage(), link);
  const late = await second.newPage();
  await late.goto(link);
  await late.getByRole('button', { name: 'Sign in' }).click();
  await expect(late.getByText('It was used already')).toBeVisible();
  await late.goto(product.url);
  await expect(late).toHaveURL(/signin/);
  await first.close();
  await second.close();
});
