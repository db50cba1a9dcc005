/** One part of a form; with a file name it is a file. */
export type FilePart = { name: string; fileName?: string; bytes: Uint8Array };

const BOUNDARY = 'sightline-drill-boundary-5f1c';

/** A multipart/form-data body in one piece, so that a connection can be broken at any byte of it (RFC 7578). */
export function multipart(parts: readonly FilePart[]): { contentType: string; body: Buffer } {
  const pieces = parts.flatMap(({ name, fileName, bytes }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: application/octet-stream`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
    return [Buffer.from(head), bytes, Buffer.from('\r\n')];
  });
  return {
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    body: Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  };
}
