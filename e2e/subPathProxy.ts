import { request as ask, createServer, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

/** A reverse proxy of a real kind: it passes what is below a path on, unchanged, upgrades included, and has nothing else. */
export type SubPathProxy = { origin: string; to: (upstream: string) => void; close: () => void };

export async function startProxy(path: string): Promise<SubPathProxy> {
  let upstream = new URL('http://127.0.0.1:1');
  const below = (url = '') => url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`);
  const forwarded = (headers: IncomingHttpHeaders) => ({ ...headers, 'x-forwarded-proto': 'http' });
  const server = createServer((request, response) => {
    if (!below(request.url)) {
      response.writeHead(418).end('not ours');
      return;
    }
    const { method, url: target, headers } = request;
    const onward = ask(
      { host: upstream.hostname, port: upstream.port, method, path: target, headers: forwarded(headers) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('upgrade', (request, socket, head) => {
    if (!below(request.url)) return socket.destroy();
    const onward = connect(Number(upstream.port), upstream.hostname, () => {
      const lines = request.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []));
      onward.write([`${request.method} ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [onward, socket]) end.on('error', () => [onward, socket].map((each) => each.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    to: (url) => {
      upstream = new URL(url);
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
