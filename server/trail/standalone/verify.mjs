// Verifies a bundle of the audit trail: needs Node 20 or later and nothing else.
//   node verify.mjs [folder] [--checkpoints held.json] …
// Prints what was found; ends with 1 when anything is not as it was written.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { checkpoints: { type: 'string', multiple: true, default: [] } },
});
const folder = positionals[0] ?? dirname(fileURLToPath(import.meta.url));
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

let faults = 0;
function fault(from, to, words) {
  faults += 1;
  if (faults <= 200) console.log(`FAULT  record ${from === to ? from : `${from} to ${to}`}: ${words}`);
}

/** Places that each key signed, by its fingerprint. */
const signers = new Map();

/** Checkpoints of a file that one of its keys has signed. */
function witnesses({ checkpoints, publicKeys }, where) {
  const keys = new Map();
  for (const pem of publicKeys) {
    const key = createPublicKey(pem);
    keys.set(sha256(key.export({ type: 'spki', format: 'der' })).slice(0, 16), key);
  }
  return checkpoints.flatMap(({ at, hash, keyId, seq, type, signature }) => {
    const key = keys.get(keyId);
    // Canonical JSON: the names are in order, and no value needs escaping otherwise than JSON does.
    const said = Buffer.from(JSON.stringify({ at, hash, keyId, seq, type }));
    if (key && verify(null, said, key, Buffer.from(signature, 'base64'))) {
      const fingerprint = sha256(key.export({ type: 'spki', format: 'der' }));
      signers.set(fingerprint, (signers.get(fingerprint) ?? new Set()).add(seq));
      return [{ seq, hash, at, keyId, where }];
    }
    fault(seq, seq, `the checkpoint of ${at} (${where}) is not signed by key ${keyId}`);
    return [];
  });
}

const bundle = read(join(folder, 'bundle.json'));
const due = [
  ...witnesses(read(join(folder, 'checkpoints.json')), 'bundle'),
  ...values.checkpoints.flatMap((path) => witnesses(read(path), path)),
]
  .filter(({ seq }) => seq >= bundle.from - 1)
  .sort((a, b) => a.seq - b.seq);
const later = due.filter(({ seq }) => seq > bundle.to).length;
const inside = due.filter(({ seq }) => seq <= bundle.to);

let last = bundle.from === 1 ? { seq: 0, hash: '0'.repeat(64) } : null;
let trusted = bundle.from - 1;
let records = 0;
let agreed = 0;

function hear({ seq, hash }) {
  while (inside.length > 0 && inside[0].seq <= seq) {
    const witness = inside.shift();
    if (witness.seq < seq) continue;
    if (witness.hash === hash) {
      agreed += 1;
      trusted = seq;
    } else fault(trusted + 1, seq, `the checkpoint of ${witness.at} (${witness.where}) has another hash`);
  }
}

function check(line) {
  const { seq, at, kind, actor, subjects, content, previous, hash } = JSON.parse(line);
  records += 1;
  if (last === null) {
    last = { seq: bundle.from - 1, hash: previous };
    hear(last);
  }
  if (seq <= last.seq) return fault(seq, seq, `comes after ${last.seq}: inserted or moved`);
  if (seq > last.seq + 1) fault(last.seq + 1, seq - 1, 'not there');
  else if (previous !== last.hash) fault(seq, seq, `does not continue the hash of ${last.seq}`);
  if (sha256(`sightline-trail-1\n${seq}\n${previous}\n${content}`) !== hash)
    fault(seq, seq, 'content or hash is not what was written');
  let said = {};
  try {
    said = JSON.parse(content);
  } catch {
    fault(seq, seq, 'content is no JSON');
  }
  const columns = { at, kind, actor, subjects };
  for (const [name, value] of Object.entries(columns))
    if (!isDeepStrictEqual(said?.[name], value)) fault(seq, seq, `${name} is not what the content says`);
  last = { seq, hash };
  hear(last);
}

for (const name of readdirSync(join(folder, 'records')).sort())
  for await (const line of createInterface({ input: createReadStream(join(folder, 'records', name)) }))
    if (line !== '') check(line);
const end = last?.seq ?? bundle.from - 1;
if (end < bundle.to) fault(end + 1, bundle.to, 'not there: the bundle is said to end later');
for (const { seq, at, where } of inside) fault(end + 1, seq, `not there: the checkpoint of ${at} (${where}) knows it`);

console.log(`${records} records, ${bundle.from} to ${end}; hash of the last: ${last?.hash ?? 'none'}`);
console.log(`${agreed} checkpoints agree${later > 0 ? `, ${later} are of later records` : ''}`);
for (const [fingerprint, { size }] of signers) console.log(`key ${fingerprint}: ${size} checkpoints signed`);
if (bundle.from > 1) console.log('The bundle begins inside the trail: what came before it is not verified here.');
if (agreed === 0)
  console.log('No checkpoint lies within: the records agree among themselves, and nobody vouches for them.');
console.log(faults === 0 ? 'No fault.' : `${faults} faults.`);
process.exitCode = faults === 0 ? 0 : 1;
