import { type DataClaim, type DataFile, dataClaim, MissingFile, plainName, TENSOR } from './dataClaim';
import { varint, type WireBudget, type WireField, wireFields } from './wire';

/** What protobuf can hold in one message: 2 GiB less one byte. */
const MOST_BYTES = 2 ** 31 - 1;

const MOST_DEPTH = 60;
const MOST_NAMED = 5;

/** Messages in which tensors may lie, and under which field numbers (onnx.proto3); `tensor` is where one is. */
type Kind = 'model' | 'training' | 'function' | 'graph' | 'node' | 'attribute' | 'sparse' | 'tensor';
const INSIDE: Record<Exclude<Kind, 'tensor'>, Record<number, Kind>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
};

type Walk = {
  bytes: Uint8Array;
  files: Map<string, DataFile>;
  budget: WireBudget;
  claims: DataClaim[];
  missing: Set<string>;
};
type Pieces = { list: Uint8Array[]; size: number };

/**
 * Puts the tensors of a model that lie in other files into the model, without decoding it: the answer is the new file in
 * pieces, which are views of what was given, so that nothing of a tensor's claimed size is allocated before every claim
 * was checked. Each byte of a data file may be claimed once.
 *
 * @throws RangeError with what is wrong: a file that is missing, not used, sent twice or named out of the model's folder;
 * a tensor that claims what is not there, what another claims, or not its size; more than 2 GiB in all
 */
export function inlineData(bytes: Uint8Array, files: readonly DataFile[]): Uint8Array[] {
  const walk: Walk = { bytes, files: byName(files), budget: { fields: 0 }, claims: [], missing: new Set() };
  const pieces = within(walk, 'model', [0, bytes.length], 0) ?? { list: [bytes], size: bytes.length };
  const used = new Set(walk.claims.map(({ file }) => file));
  requireAll(
    walk.missing,
    [...walk.files.values()].filter((file) => !used.has(file)),
  );
  requireApart(walk.claims);
  if (pieces.size > MOST_BYTES) {
    throw new RangeError(
      `with its weights inside the model has ${pieces.size} bytes; an ONNX file holds at most ${MOST_BYTES} (2 GiB)`,
    );
  }
  return pieces.list;
}

function byName(files: readonly DataFile[]): Map<string, DataFile> {
  const named = new Map<string, DataFile>();
  for (const file of files) {
    const name = plainName(file.name);
    if (name === null)
      throw new RangeError(`data file "${file.name.slice(0, 100)}" has no name inside the model's folder`);
    if (named.has(name)) throw new RangeError(`data file "${name}" was sent twice`);
    named.set(name, file);
  }
  return named;
}

function requireAll(missing: ReadonlySet<string>, unused: DataFile[]): void {
  const inWords = (names: string[]) =>
    `${names
      .slice(0, MOST_NAMED)
      .map((name) => `"${name.slice(0, 100)}"`)
      .join(', ')}${names.length > MOST_NAMED ? ' and more' : ''}`;
  const faults: string[] = [];
  if (missing.size > 0) faults.push(`the graph names ${inWords([...missing])}, which was not sent`);
  if (unused.length > 0) faults.push(`${inWords(unused.map(({ name }) => name))} was sent, and no tensor is in it`);
  if (faults.length > 0) throw new RangeError(faults.join('; '));
}

function requireApart(claims: readonly DataClaim[]): void {
  const sorted = claims.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset);
  const last = new Map<DataFile, DataClaim>();
  for (const claim of sorted) {
    const before = last.get(claim.file);
    if (before !== undefined && before.offset + before.length > claim.offset)
      throw new RangeError(`tensors "${before.tensor}" and "${claim.tensor}" claim the same bytes`);
    last.set(claim.file, claim);
  }
}

/** The message anew; null when nothing in it changes. */
function within(walk: Walk, kind: Kind, [from, end]: readonly [number, number], depth: number): Pieces | null {
  if (depth > MOST_DEPTH) throw new RangeError(`graphs are nested deeper than ${MOST_DEPTH} messages`);
  if (kind === 'tensor') return tensorPieces(walk, from, end);
  const pieces: Pieces = { list: [], size: 0 };
  let kept = from;
  let isChanged = false;
  for (const field of wireFields(walk.bytes, from, end, walk.budget)) {
    const inner = field.type === 2 ? INSIDE[kind][field.number] : undefined;
    const changed = inner === undefined ? null : within(walk, inner, [field.content, field.end], depth + 1);
    if (changed === null) continue;
    isChanged = true;
    add(pieces, walk.bytes.subarray(kept, field.start));
    addField(pieces, field.number, changed);
    kept = field.end;
  }
  if (!isChanged) return null;
  add(pieces, walk.bytes.subarray(kept, end));
  return pieces;
}

function tensorPieces({ bytes, files, budget, claims, missing }: Walk, from: number, end: number): Pieces | null {
  const claim = claimed(() => dataClaim(bytes, [from, end], files, budget), missing);
  if (claim === null) return null;
  claims.push(claim);
  const pieces: Pieces = { list: [], size: 0 };
  const replaced: number[] = [TENSOR.rawData, TENSOR.externalData, TENSOR.dataLocation];
  for (const field of wireFields(bytes, from, end, budget))
    if (!replaced.includes(field.number)) add(pieces, whole(bytes, field));
  const { file, offset, length } = claim;
  addField(pieces, TENSOR.rawData, { list: [file.bytes.subarray(offset, offset + length)], size: length });
  return pieces;
}

/** A missing file is noted, so that all are named at once. */
function claimed(read: () => DataClaim | null, missing: Set<string>): DataClaim | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
    missing.add(error.file);
    return null;
  }
}

const whole = (bytes: Uint8Array, { start, end }: WireField) => bytes.subarray(start, end);

function add(pieces: Pieces, piece: Uint8Array): void {
  if (piece.length === 0) return;
  pieces.list.push(piece);
  pieces.size += piece.length;
}

function addField(pieces: Pieces, number: number, { list, size }: Pieces): void {
  add(pieces, varint(number * 8 + 2));
  add(pieces, varint(size));
  for (const piece of list) add(pieces, piece);
}
