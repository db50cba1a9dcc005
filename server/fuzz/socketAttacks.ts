import { connect, type Socket } from 'node:net';
import type { Draws } from './draws';
import { mutateBytes } from './mutateBytes';
import { mutateJson } from './mutateJson';
import { authorised, headOf, type Target } from './rawRequest';

const HANDSHAKES = [
  '/socket.io/?EIO=4&transport=websocket',
  '/socket.io/?EIO=4&transport=websocket',
  '/socket.io/?EIO=4&transport=websocket',
  '/socket.io/?EIO=3&transport=websocket',
  '/socket.io/?EIO=4&transport=websocket&sid=nobody',
  '/socket.io/?EIO=99999999999&transport=x',
  '/socket.io/?transport=polling&EIO=4&b64=1&j=%00',
  '/socket.io/../api/v1/live?EIO=4&transport=websocket',
];

/** How long an attack goes on when the other side does not end it. */
const MOST_MS = 700;

/** Opens one websocket by hand, sends odd frames and messages on it, and leaves without a word. Never throws. */
export function attackSocket(port: number, target: Target, draws: Draws): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(handshake(target, draws));
      for (let count = draws.pick([1, 3, 10, 120]); count > 0; count -= 1) socket.write(frameOf(message(draws), draws));
    });
    if (draws.chance(0.3)) socket.pause();
    else socket.resume();
    const timer = setTimeout(() => leave(socket, draws), MOST_MS);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function leave(socket: Socket, draws: Draws): void {
  if (draws.chance(0.5)) socket.resetAndDestroy();
  else socket.destroy();
}

function handshake(target: Target, draws: Draws): Buffer {
  const head = headOf('GET', draws.pick(HANDSHAKES), [
    ...(draws.chance(0.9) ? [authorised(target)] : []),
    ['Upgrade', draws.pick(['websocket', 'websocket', 'websocket', 'WebSocket', 'h2c'])],
    ['Sec-WebSocket-Version', draws.pick(['13', '13', '13', '8', 'x'])],
    ['Sec-WebSocket-Key', draws.pick(['dGhlIHNhbXBsZSBub25jZQ==', 'dGhlIHNhbXBsZSBub25jZQ==', '', 'short'])],
    [
      'Sec-WebSocket-Extensions',
      draws.pick(['permessage-deflate', '', 'permessage-deflate; client_max_window_bits=99']),
    ],
  ]);
  const upgraded = Buffer.from(head.toString('latin1').replace('Connection: close', 'Connection: Upgrade'), 'latin1');
  return draws.chance(0.15) ? mutateBytes(upgraded, draws) : upgraded;
}

/** Packets of Socket.IO 5 in Engine.IO 4: `40` connects, `42` is an event, `43` an answer, `45` announces binary. */
function message(draws: Draws): Buffer {
  const subscribe = JSON.stringify(['subscribe', { room: 'all', since: draws.below(5) }]);
  return draws.pick([
    () => Buffer.from('40'),
    () => Buffer.from(`42${draws.below(9)}${subscribe}`),
    () => Buffer.from(`42${draws.below(9)}${mutateJson(subscribe, draws)}`),
    () => Buffer.from(`42${mutateJson(subscribe, draws)}`),
    () =>
      Buffer.from(
        draws.pick([
          '40/admin,',
          '41',
          '430[]',
          '44{}',
          '45999-["x",{"_placeholder":true,"num":9}]',
          '3',
          '2probe',
          '5',
          '6',
        ]),
      ),
    () => mutateBytes(Buffer.from(`421${subscribe}`), draws),
    () => Buffer.alloc(draws.pick([9_000, 11_000, 200_000]), 0x34),
  ])();
}

/** A masked frame (RFC 6455 5.2); sometimes of another kind, unmasked, or with a length that is not true. */
function frameOf(payload: Buffer, draws: Draws): Buffer {
  const kind = draws.chance(0.9) ? 0x81 : draws.pick([0x82, 0x01, 0x80, 0x88, 0x89, 0x8a, 0xc1, 0x83, 0xf1]);
  const mask = draws.bytes(4);
  const isMasked = draws.chance(0.97);
  const length = draws.chance(0.95) ? payload.length : draws.pick([0, 125, 126, 65_535, 2 ** 32]);
  const head = Buffer.alloc(10);
  head[0] = kind;
  head[1] = (isMasked ? 0x80 : 0) | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  const masked = payload.map((byte, index) => byte ^ (isMasked ? (mask[index % 4] ?? 0) : 0));
  return Buffer.concat([head, isMasked ? mask : Buffer.alloc(0), masked]);
}
