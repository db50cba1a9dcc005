import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installIfNeeded } from './install.mjs';
import { nodeVersionProblem } from './nodeVersion.mjs';

// Nothing but Node's own modules may be imported here: it runs before the packages are installed. Everything else
// runs in this same process afterwards, so that there is one process to signal and no wrapper around it.
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {string} line */
function refuse(line) {
  console.error(`sightline: ${line}`);
  process.exit(1);
}

async function run() {
  process.chdir(root);
  await installIfNeeded(root, process.env);
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import(pathToFileURL(join(root, 'server/start/main.ts')).href);
  await main(process.argv.slice(2));
}

const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const problem = nodeVersionProblem(process.version, engines.node);
if (problem) refuse(problem);
else run().catch((error) => refuse(error.message));
