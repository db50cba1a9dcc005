import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChainedRecord, hashOf } from './chain';
import { rechained, soundTrail } from './trail.fixture';
import { openChainCheck, START } from './verifyChain';

const COUNT = 120;
const sound = soundTrail(COUNT);
const held = { seq: COUNT, hash: sound.at(-1)?.hash ?? '', source: 'checkpoint held outside' };

const verdictOf = (records: readonly ChainedRecord[]) => {
  const check = openChainCheck([held], START);
  records.forEach(check.add);
  return check.end();
};

/** Numbers below `limit` from a seed (Marsaglia's xorshift32), so that a failure can be had again. */
function chance(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

type Draw = (limit: number) => number;
type Tamper = (records: ChainedRecord[], draw: Draw) => { records: ChainedRecord[]; near: number };

function changeOne(records: ChainedRecord[], draw: Draw, how: (record: ChainedRecord) => Partial<ChainedRecord>) {
  const at = draw(records.length);
  return { at, records: records.map((record, i) => (i === at ? { ...record, ...how(record) } : record)) };
}

function otherCharacter(text: string, draw: Draw): string {
  const at = draw(text.length);
  const other = text[at] === '7' ? '8' : '7';
  return text.slice(0, at) + other + text.slice(at + 1);
}

const changing =
  (field: 'content' | 'hash' | 'previous' | 'kind' | 'actor' | 'at'): Tamper =>
  (records, draw) => {
    const done = changeOne(records, draw, (record) => ({ [field]: otherCharacter(record[field], draw) }));
    return { records: done.records, near: done.at + 1 };
  };

const removed = (records: ChainedRecord[], draw: Draw) => {
  const at = draw(records.length);
  const many = 1 + draw(5);
  return { at, records: [...records.slice(0, at), ...records.slice(at + many)] };
};

const inserted = (records: ChainedRecord[], draw: Draw) => {
  const at = draw(records.length);
  const copy = records[draw(records.length)];
  assert.ok(copy);
  return { at, records: [...records.slice(0, at), { ...copy }, ...records.slice(at)] };
};

const TAMPERS: Record<string, Tamper> = {
  'content changed': changing('content'),
  'hash changed': changing('hash'),
  'hash before changed': changing('previous'),
  'kind changed': changing('kind'),
  'actor changed': changing('actor'),
  'time changed': changing('at'),
  'subjects changed': (records, draw) => {
    const done = changeOne(records, draw, ({ subjects }) => ({ subjects: subjects.slice(1) }));
    return { records: done.records, near: done.at + 1 };
  },
  'content changed, hash made anew': (records, draw) => {
    const done = changeOne(records, draw, ({ seq, previous, content }) => {
      const other = content.replace('"n":', '"n":1');
      return { content: other, hash: hashOf(seq, previous, other) };
    });
    return { records: done.records, near: Math.min(done.at + 2, COUNT) };
  },
  'content changed, all after it chained anew': (records, draw) => {
    const done = changeOne(records, draw, ({ content }) => ({ content: content.replace('"n":', '"n":1') }));
    return { records: rechained(done.records, done.at), near: COUNT };
  },
  removed: (records, draw) => {
    const done = removed(records, draw);
    return { records: done.records, near: done.at + 1 };
  },
  'removed, all after it chained anew': (records, draw) => {
    const done = removed(records, draw);
    return { records: rechained(done.records, done.at), near: COUNT };
  },
  inserted: (records, draw) => {
    const done = inserted(records, draw);
    return { records: done.records, near: 0 };
  },
  'inserted, all after it chained anew': (records, draw) => {
    const done = inserted(records, draw);
    return { records: rechained(done.records, done.at), near: COUNT };
  },
  'order changed': (records, draw) => {
    const at = draw(records.length - 1);
    const [one, two] = [records[at], records[at + 1]];
    assert.ok(one && two);
    return { records: [...records.slice(0, at), two, one, ...records.slice(at + 2)], near: 0 };
  },
  truncated: (records, draw) => {
    const end = draw(records.length);
    return { records: records.slice(0, end), near: end + 1 };
  },
  'truncated, others put in their place': (records, draw) => {
    const end = draw(records.length);
    const other = records
      .slice(end)
      .map((record) => ({ ...record, content: record.content.replace('Ödem', 'Erguss') }));
    return { records: rechained([...records.slice(0, end), ...other], end), near: COUNT };
  },
};

test('a sound trail has no fault', () => {
  const { faults, records, agreed, last } = verdictOf(sound);
  assert.deepEqual(
    { faults, records, agreed, last: last?.seq },
    { faults: [], records: COUNT, agreed: 1, last: COUNT },
  );
});

test('1,000 random changes, deletions, insertions and truncations are all found', (context) => {
  const draw = chance(20_260_101);
  const kinds = Object.entries(TAMPERS);
  const tried: Record<string, number> = {};
  for (let i = 0; i < 1_000; i++) {
    const [name, tamper] = kinds[i % kinds.length] ?? ['', () => assert.fail()];
    const { records, near } = tamper(sound, draw);
    const { faults, faultCount } = verdictOf(records);
    assert.ok(faultCount > 0, `${name}, number ${i}: not found`);
    const place = faults.some(({ from, to }) => from <= near && near <= to);
    assert.ok(near === 0 || place, `${name}, number ${i}: found elsewhere than at ${near}: ${JSON.stringify(faults)}`);
    tried[name] = (tried[name] ?? 0) + 1;
  }
  const told = Object.entries(tried).map(([name, n]) => `${n} ${name}`);
  context.diagnostic(`all found: ${told.join(', ')}`);
});

test('a trail that went on after the checkpoint is sound, and is nothing when it is empty', () => {
  const longer = soundTrail(COUNT + 5);
  assert.equal(verdictOf(longer).faultCount, 0);
  assert.deepEqual(
    verdictOf([]).faults.map(({ kind, from, to }) => [kind, from, to]),
    [['truncated', 1, COUNT]],
  );
});

test('a part of a trail is sound by itself, and its beginning is checked where a checkpoint knows it', () => {
  const part = sound.slice(40);
  const witness = { seq: 40, hash: sound[39]?.hash ?? '', source: 'checkpoint' };
  const check = openChainCheck([witness, held]);
  part.forEach(check.add);
  assert.deepEqual(check.end().agreed, 2);
  const forged = openChainCheck([{ ...witness, hash: 'f'.repeat(64) }]);
  part.forEach(forged.add);
  assert.equal(forged.end().faults[0]?.kind, 'forged');
});
