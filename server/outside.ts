import { isIP } from 'node:net';
import { z } from 'zod';

// The settings that say how the world outside reaches us.

/** A path without a slash at its end, `''` when it is `/`: plain segments, so that no one has to escape it. */
export const basePathSetting = z
  .string()
  .transform((path) => path.replace(/\/$/, ''))
  .refine(
    (path) => /^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/.test(path) && !/^\/(api|_next|socket\.io)(\/|$)/.test(path),
    'must look like /sightline: letters, digits and -._~, not beginning with /api, /_next or /socket.io',
  );

/** The address that browsers use. Its path, if any, is the base path. */
export const publicUrlSetting = z
  .string()
  .refine((text) => URL.canParse(text) && isPlainWebAddress(new URL(text)), {
    message: 'must look like https://audit.example.org or https://example.org/sightline',
    abort: true,
  })
  .transform((text) => new URL(text));

function isPlainWebAddress(url: URL): boolean {
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  const plain = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return web && plain && basePathSetting.safeParse(url.pathname).success;
}

/** Addresses (`10.0.0.5`, `::1`) and networks (`10.0.0.0/8`), by commas. */
export const proxyList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((parts) => parts.every(isNetwork), 'must be addresses or networks by commas, as 127.0.0.1, 10.0.0.0/8');

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

export const flag = z.enum(['on', 'off'], { message: 'must be on or off' });
