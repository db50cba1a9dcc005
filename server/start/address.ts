/** Where a browser on this machine finds a server that listens on `host`: any-address becomes this machine's own. */
export function baseUrl(host: string, port: number): string {
  const shown = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
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
