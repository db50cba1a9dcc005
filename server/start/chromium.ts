import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { step } from './progress.mjs';
import { root } from './root';
import { runNode } from './run';
import { StartError } from './startError';

/** A browser and the variables that it needs. */
export type Chromium = { path: string; env: Record<string, string> };

const UNPACK = "import('@sparticuz/chromium').then((m) => m.default.executablePath())";

/**
 * The Chromium that comes with the packages, unpacked once (2.5 s, 206 MB) with its own libraries and fonts, so that
 * every machine tests the same browser and none has to have one. CHROMIUM_PATH overrides it.
 */
export async function chromium(configured: string | undefined, abort?: AbortSignal): Promise<Chromium> {
  if (configured) {
    if (!existsSync(configured)) throw new StartError(`CHROMIUM_PATH=${configured}: no such file`);
    return { path: configured, env: {} };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StartError(
      `no browser ships for ${process.platform} on ${process.arch}: set CHROMIUM_PATH to a Chromium`,
    );
  }
  const packageFile = readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(packageFile));
  const folder = join(root, '.data/chromium', version);
  if (!existsSync(folder)) await step('unpacking the browser', () => unpack(folder, abort));
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: fontFolder(folder) },
  };
}

/**
 * A font configuration that names the fonts where we unpacked them: the package's own looks in fixed places, and a
 * browser that finds no font at all ends with the first character that the page's own face lacks.
 */
function fontFolder(folder: string): string {
  const own = join(folder, 'fontconfig');
  mkdirSync(own, { recursive: true });
  const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts/fonts')}</dir><cachedir>${join(own, 'cache')}</cachedir></fontconfig>`;
  writeFileSync(join(own, 'fonts.conf'), text);
  return own;
}

/** Into a folder beside and a rename: the package takes a half-written browser for a whole one. */
async function unpack(folder: string, abort: AbortSignal | undefined): Promise<void> {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  // The runtime's name makes the package unpack the system libraries (NSS) that a bare machine lacks.
  const env = { TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  await runNode(['-e', UNPACK], { what: 'unpacking the browser', env, abort });
  renameSync(fresh, folder);
}
