import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.mjs';

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return {};
  }
}

/**
 * Whether node_modules is not what package-lock.json asks for. npm writes node_modules/.package-lock.json as the last
 * thing of an install, so an interrupted one, one by hand and one without development packages are all told apart.
 * @param {string} root
 * @returns {boolean}
 */
export function isInstallStale(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).some(([path, entry]) => {
    if (path === '') return false;
    const found = present[path];
    return found ? found.version !== entry.version : !(entry.optional || entry.devOptional || entry.peer);
  });
}

/**
 * `npm ci` where it is needed: one progress line, what npm said when it fails.
 * @param {string} root
 * @param {Record<string, string | undefined>} environment
 * @returns {Promise<void>}
 */
export async function installIfNeeded(root, environment) {
  if (isInstallStale(root)) await step('installing packages', () => npmCi(root, environment));
}

/** NODE_ENV is dropped: `production` would leave the development packages out. @param {string} root @param {Record<string, string | undefined>} environment @returns {Promise<void>} */
function npmCi(root, environment) {
  const { NODE_ENV: _dropped, ...env } = environment;
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const npm = env.npm_execpath;
  const [file, args] = npm?.endsWith('js') ? [process.execPath, [npm, ...flags]] : ['npm', flags];
  const child = spawn(file, args, {
    cwd: root,
    env: { ...env, npm_config_onnxruntime_node_install: 'skip' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (/** @type {Buffer} */ chunk) => {
    said = (said + chunk.toString()).slice(0, 100_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`npm cannot be run: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) return resolve();
      reject(new Error(`npm ci failed (code ${code}):\n${gist(said)}`));
    });
  });
}

/** What npm said, without the help text in the middle: why it failed comes first, where its log lies last. @param {string} said @returns {string} */
function gist(said) {
  const lines = said.split('\n').filter((line) => !/^(npm error)?\s*$/.test(line));
  return (lines.length <= 14 ? lines : [...lines.slice(0, 12), '…', ...lines.slice(-1)]).join('\n');
}
