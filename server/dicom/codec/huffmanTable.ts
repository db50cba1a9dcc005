import { corrupt } from '../corrupt';

/** By the next 16 bits of the data: length of the code × 256 + its symbol; 0 where no code begins. */
export type HuffmanTable = Uint16Array;

/** Expands the 16 counts and the symbols of a table as in DHT (ITU-T T.81 annex C). */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(65_536);
  let code = 0;
  let next = 0;
  for (let length = 1; length <= 16; length += 1) {
    const span = 1 << (16 - length);
    for (let index = 0; index < (counts[length - 1] ?? 0); index += 1) {
      if (code + span > 65_536 || next >= symbols.length) throw corrupt('the JPEG Huffman table does not add up');
      table.fill((length << 8) | (symbols[next] ?? 0), code, code + span);
      code += span;
      next += 1;
    }
  }
  return table;
}
