import type { Settings } from '@/server/settings';
import { StartError } from './startError';

/** Where a browser on this machine finds a server that listens on `host`: any-address becomes this machine's own. */
export function baseUrl(host: string, port: number): string {
  const shown = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

/** Where browsers find the product: through the proxy in front of it when one is named, else at its own address. */
export function productUrl(settings: Pick<Settings, 'host' | 'port' | 'publicOrigin' | 'basePath'>): string {
  return `${settings.publicOrigin ?? baseUrl(settings.host, settings.port)}${settings.basePath}`;
}

/** Whether only this machine can connect to a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * A server that other machines can reach speaks plain HTTP, so somebody has to put TLS in front, or say that he does
 * without. Answers the warning to print, null on this machine alone; throws the line that says what to set.
 */
export function exposureWarning(
  settings: Pick<Settings, 'host' | 'port' | 'publicOrigin' | 'insecureHttp'>,
): string | null {
  const { host, port, publicOrigin, insecureHttp } = settings;
  if (isLoopback(host)) return null;
  if (publicOrigin?.startsWith('https:')) {
    return `HOST=${host}: other machines reach port ${port}, which has no TLS. Let only the proxy of ${publicOrigin} through to it. Signing in works there alone.`;
  }
  if (insecureHttp) {
    return `HOST=${host}: other machines reach port ${port} without TLS (SIGHTLINE_INSECURE_HTTP=on). Keys, sessions and radiographs cross the network in clear.`;
  }
  throw new StartError(
    `HOST=${host} opens the server to other machines without TLS: put a proxy with TLS in front and set SIGHTLINE_PUBLIC_URL=https://…, or accept that keys and radiographs cross the network in clear with SIGHTLINE_INSECURE_HTTP=on (docs/operations.md)`,
  );
}

/** The line for a port that cannot be had. `code` is the system's error code. */
export function portLine(host: string, port: number, code: string): string {
  if (code === 'EADDRINUSE')
    return `port ${port} is in use: stop what uses it, or take another: PORT=${port + 1} npm start`;
  if (code === 'EACCES') return `port ${port} may not be used by this user: take one above 1023: PORT=3000 npm start`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `HOST=${host} is no address of this machine: use 127.0.0.1 (this machine only) or 0.0.0.0 (all networks)`;
  }
  return `port ${port} at ${host} cannot be used (${code}): take another: PORT=${port + 1} npm start`;
}
