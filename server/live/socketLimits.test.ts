import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { limitConnection, SOCKET_LIMITS } from './socketLimits';

function watched(now = () => 0) {
  const events = new EventEmitter();
  let closed = 0;
  const connection = { on: (name: string, listener: () => void) => events.on(name, listener), close: () => closed++ };
  limitConnection(connection, { ...SOCKET_LIMITS, packets: 3, windowMs: 100, unread: 5 }, now);
  const emit = (name: string, times: number) => Array.from({ length: times }, () => events.emit(name));
  return { emit, closed: () => closed };
}

test('so many packets in a window, and as many again in the next', () => {
  let time = 0;
  const { emit, closed } = watched(() => time);
  emit('packet', 3);
  time = 101;
  emit('packet', 3);
  assert.equal(closed(), 0);
  emit('packet', 1);
  assert.equal(closed(), 1);
});

test('who reads may be sent any number, who does not is ended', () => {
  const { emit, closed } = watched();
  for (let round = 0; round < 10; round++) {
    emit('packetCreate', 5);
    emit('flush', 1);
  }
  assert.equal(closed(), 0);
  emit('packetCreate', 6);
  assert.equal(closed(), 1);
});
