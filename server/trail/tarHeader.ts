// POSIX ustar (IEEE Std 1003.1, pax): blocks of 512 bytes, a header before each file, two empty blocks at the end.

/** Bytes of a block. */
export const BLOCK = 512;

/** The block before a file. `name`: at most 100 ASCII characters; `size`: below 8 GiB, what its field can hold. */
export function tarHeader(name: string, size: number): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new RangeError(`tar name: ${name.slice(0, 120)}`);
  if (!Number.isInteger(size) || size < 0 || size >= 8 ** 11) throw new RangeError(`tar size: ${size}`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** What fills the last block of a file up. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

export const TAR_END = Buffer.alloc(2 * BLOCK);
