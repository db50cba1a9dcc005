import { type ChainedRecord, GENESIS, hashOf } from './chain';
import { contentOf } from './content';

/** A sound trail of `count` records with contents of some variety. */
export function soundTrail(count: number): ChainedRecord[] {
  const records: ChainedRecord[] = [];
  let previous = GENESIS;
  for (let seq = 1; seq <= count; seq++) {
    const entry = {
      kind: seq % 3 === 0 ? ('review:committed' as const) : ('prediction:committed' as const),
      at: new Date(Date.UTC(2026, 0, 1, 0, 0, seq)),
      actor: seq % 3 === 0 ? 'account 6f9619ff-8b86-4d01-b42d-00cf4fc964ff' : 'system worker',
      subjects: [`instance:${seq}`, `version:${seq % 4}`],
      body: { n: seq, logit: seq / 7, word: 'Ödem 𝄞' },
    };
    const content = contentOf(entry);
    const hash = hashOf(seq, previous, content);
    const { kind, actor, subjects } = entry;
    records.push({ seq, at: entry.at.toISOString(), kind, actor, subjects, content, previous, hash });
    previous = hash;
  }
  return records;
}

/** The same records chained anew from `index` on, as somebody would who can write but not sign. */
export function rechained(records: readonly ChainedRecord[], index: number): ChainedRecord[] {
  const done = records.slice(0, index);
  for (const record of records.slice(index)) {
    const last = done.at(-1);
    const seq = (last?.seq ?? 0) + 1;
    const previous = last?.hash ?? GENESIS;
    done.push({ ...record, seq, previous, hash: hashOf(seq, previous, record.content) });
  }
  return done;
}
