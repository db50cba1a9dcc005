import sharp from 'sharp';
import { planStudy } from '../server/demonstration/plan';
import { buildDicom, pixelBytes, type TestElement } from '../server/dicom/testing/buildDicom';
import { renderPng } from '../server/image/render';
import { renderPhantom } from '../server/phantom/renderPhantom';

// Radiographs that carry everything that could name a patient, each value unlike anything else in the product.

const SIZE = 320;

/** Where the burned-in text stands, on the patient's chest: cutting the border off does not take it away. */
export const TEXT_BOX = { x: 96, y: 176, width: 72, height: 20 };

/** What must be found nowhere. Names are given as DICOM writes them, and parts of them count too. */
export const PLANTED: Record<string, string> = {
  name: 'ZYXWVUTSOVA^Quorlinda^Marchesa',
  familyName: 'ZYXWVUTSOVA',
  givenName: 'Quorlinda',
  patientId: 'MRN-77120943-QX',
  otherPatientId: 'OTH-5519-KJW',
  accession: 'ACC0098123407Z',
  institution: 'Klinikum Wexlerbrück-Odenhain',
  institutionAddress: 'Hagedornsteig 4711, 99998 Wexlerbrück',
  birthDate: '19470229',
  birthDateWritten: '1947-02-29',
  studyUid: '1.2.826.0.1.3680043.8.498.77120943551900981234',
  seriesUid: '1.2.826.0.1.3680043.8.498.77120943551900985678',
  instanceUid: '1.2.826.0.1.3680043.8.498.77120943551900989999',
  referringPhysician: 'OKKERSPIEL^Thaddeus',
  operator: 'VREEDENBUSCH^Ilse',
  comment: 'seen after fall near Plonkhausen, call daughter',
  privateTag: 'PRIVATE-BLOB-3f9a77-Grzlwitz',
  station: 'STATIONQQ77',
  deviceSerial: 'SER-ZZ-0042-8817',
  pngText: 'Exported for Ermengarde Quastelhofen',
  exif: 'Photographed by Bartholomew Snickelway',
  reportedBy: 'Dr. Hildegund Pfefferkornia',
  externalId: 'EXT-ACC-0098123407Z',
  fileName: 'quorlinda_zyxwvutsova.dcm',
};

const said = (name: string): string => {
  const value = PLANTED[name];
  if (value === undefined) throw new RangeError(`planted: ${name}`);
  return value;
};

/** A phantom with letters like bars burned in: bright and dark columns that no chest has. */
async function stamped(n: number): Promise<{ pixels: Uint8Array; metadata: object }> {
  const { study, patientAge } = planStudy(77_001, n);
  const { pixels } = renderPhantom(study, SIZE);
  const bytes = Uint8Array.from(pixels, (value) => Math.max(0, Math.min(255, Math.round(value))));
  const { x, y, width, height } = TEXT_BOX;
  for (let row = y; row < y + height; row += 1)
    for (let column = x; column < x + width; column += 1)
      bytes[row * SIZE + column] = barAt(column - x, row - y) ? 255 : 0;
  const { viewPosition, portable, patientSex, truths } = study;
  const known = { viewPosition, portable, patientSex, patientAge, truths };
  return { pixels: bytes, metadata: { ...known, site: `Phantom ${study.site}`, reportedBy: said('reportedBy') } };
}

/** The bars, 4 pixels wide and 5 high, by a rule without order that comes out the same in every run. */
export const barAt = (x: number, y: number): boolean =>
  ((Math.trunc(x / 4) * 73 + Math.trunc(y / 5) * 151) ** 2 % 97) % 2 === 1;

const text = (tag: string, vr: string, name: string): TestElement => ({ tag, vr, value: said(name) });

/** A DICOM radiograph with the planted header. */
export async function plantedDicom(n: number): Promise<{ bytes: Buffer; metadata: object }> {
  const { pixels, metadata } = await stamped(n);
  const bytes = buildDicom([
    { tag: '00080016', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.1' },
    { ...text('00080018', 'UI', 'instanceUid'), value: `${said('instanceUid')}${n}` },
    text('00080050', 'SH', 'accession'),
    { tag: '00080060', vr: 'CS', value: 'CR' },
    text('00080080', 'LO', 'institution'),
    text('00080081', 'ST', 'institutionAddress'),
    text('00080090', 'PN', 'referringPhysician'),
    text('00081010', 'SH', 'station'),
    text('00081070', 'PN', 'operator'),
    text('00100010', 'PN', 'name'),
    { ...text('00100020', 'LO', 'patientId'), value: `${said('patientId')}${n}` },
    text('00100030', 'DA', 'birthDate'),
    text('00101000', 'LO', 'otherPatientId'),
    text('00104000', 'LT', 'comment'),
    text('00181000', 'LO', 'deviceSerial'),
    text('0020000d', 'UI', 'studyUid'),
    text('0020000e', 'UI', 'seriesUid'),
    text('00204000', 'LT', 'comment'),
    { tag: '00090010', vr: 'LO', value: 'GRZLWITZ PRIVATE' },
    text('00091001', 'LO', 'privateTag'),
    { tag: '00280002', vr: 'US', value: 1 },
    { tag: '00280004', vr: 'CS', value: 'MONOCHROME2' },
    { tag: '00280010', vr: 'US', value: SIZE },
    { tag: '00280011', vr: 'US', value: SIZE },
    { tag: '00280100', vr: 'US', value: 8 },
    { tag: '00280101', vr: 'US', value: 8 },
    { tag: '00280102', vr: 'US', value: 7 },
    { tag: '00280103', vr: 'US', value: 0 },
    { tag: '00280301', vr: 'CS', value: 'YES' },
    { tag: '7fe00010', vr: 'OB', value: pixelBytes([...pixels], 8) },
  ]);
  return { bytes, metadata };
}

/** The same picture as a PNG and as a JPEG that name somebody in their text and EXIF. */
export async function plantedPictures(n: number): Promise<{ png: Buffer; jpeg: Buffer; metadata: object }> {
  const { pixels, metadata } = await stamped(n);
  const raw = sharp(Buffer.from(pixels), { raw: { width: SIZE, height: SIZE, channels: 1 } });
  const png = withText(await raw.clone().png().toBuffer(), said('pngText'));
  const exif = { IFD0: { Artist: said('exif'), ImageDescription: said('name') } };
  const jpeg = await raw.clone().withExif(exif).jpeg({ quality: 95 }).toBuffer();
  return { png, jpeg, metadata: { ...metadata, patientId: said('patientId') } };
}

/** The marker's mask: where the text stands. */
export async function textMask(): Promise<Buffer> {
  const pixels = new Float32Array(SIZE * SIZE);
  const { x, y, width, height } = TEXT_BOX;
  for (let row = y; row < y + height; row += 1) pixels.fill(255, row * SIZE + x, row * SIZE + x + width);
  return renderPng({ height: SIZE, width: SIZE, pixels });
}

/** A `tEXt` chunk behind the header. Its check sum is zlib's CRC of type and data (PNG, third edition, 5.4). */
function withText(png: Buffer, comment: string): Buffer {
  const data = Buffer.from(`tEXtComment\0${comment}`, 'latin1');
  const chunk = Buffer.alloc(data.length + 8);
  chunk.writeUInt32BE(data.length - 4, 0);
  data.copy(chunk, 4);
  chunk.writeUInt32BE(crcOf(data), data.length + 4);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

function crcOf(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
