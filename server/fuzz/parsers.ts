import {
  imageQuery,
  ledgerQuery,
  maskQuery,
  overviewQuery,
  paging,
  parseCohort,
  parseQuery,
  statisticsQuery,
} from '@/server/api/query';
import { saliencyQuery } from '@/server/api/saliencyQuery';
import { decodeImage, inspectImage } from '@/server/image/decode';
import { decodeMask } from '@/server/image/maskPng';
import { scrubImage } from '@/server/image/scrub';
import { openModel } from '@/server/inference/openModel';
import { outputReading } from '@/server/inference/outputReading';
import { parseDelivery } from '@/server/ingest/delivery';
import { parseJson, parseMetadata } from '@/server/ingest/metadata';
import { truthsBody } from '@/server/ingest/truthLine';
import { manifest as manifestSchema } from '@/server/model/manifest';
import { findLinearHead } from '@/server/onnx/findLinearHead';
import { readGraph } from '@/server/onnx/readGraph';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { BOUNDARY, type Kind } from './samples';
import { SECRETS, soundManifest } from './seeds';

/** What became of an input: taken, or refused with a code. `fault`: what must never happen, in words. */
export type Outcome = { code: string; fault: string | null; milliseconds: number };

/** A sample of these sizes is read in a few milliseconds; this is for a busy machine and the first use of a decoder. */
const MOST_MS = 30_000;

/** Feeds one input to the code that the door runs for its kind. Never throws. */
export async function feedParser(kind: Kind, bytes: Buffer): Promise<Outcome> {
  const begun = performance.now();
  try {
    await READERS[kind](bytes);
    return judged('accepted', null, begun);
  } catch (error) {
    const { type, detail, errors = [] } = problemBody(error);
    const code = type.replace('/problems/', '');
    const said = JSON.stringify([detail, errors]);
    if (code === 'internal') return judged(code, `not foreseen: ${describe(error)}`, begun);
    return judged(
      code,
      SECRETS.some((secret) => said.includes(secret)) ? `repeats what is private: ${code}` : null,
      begun,
    );
  }
}

function judged(code: string, fault: string | null, begun: number): Outcome {
  const milliseconds = performance.now() - begun;
  return {
    code,
    fault: fault ?? (milliseconds > MOST_MS ? `took ${Math.round(milliseconds)} ms` : null),
    milliseconds,
  };
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error);

const hash = (text: string, kind: string) => `${kind}:${text.length}`;

/**
 * As the door and then the worker: what is let in can be stored without its names, is still let in then, and can be
 * decoded or refused for good.
 */
async function readImage(bytes: Buffer): Promise<void> {
  const info = await inspectImage(bytes, hash);
  const kept = await scrubImage(bytes);
  const again = await inspectImage(kept, hash);
  if (again.height !== info.height || again.width !== info.width) throw new RangeError('scrubbing: another size');
  const { height, width, pixels } = await decodeImage(kept);
  if (pixels.length !== height * width) throw new RangeError('decoded: another number of pixels');
  if (!pixels.every((value) => value >= 0 && value <= 255)) throw new RangeError('decoded: outside 0 to 255');
}

/** All that is read in a graph before anything runs: ports, what the output is, head, family, feature map, attention. */
function readModelFile(bytes: Buffer): void {
  const manifest = manifestSchema.parse(soundManifest('fuzz'));
  const { model, input, output } = openModel(bytes, manifest);
  outputReading(model, output.name, manifest);
  findLinearHead(model, output.name);
  readGraph(model, output.name, input.name);
}

async function readDelivery(bytes: Buffer): Promise<void> {
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  const request = new Request('http://fuzz/', { method: 'POST', body: Uint8Array.from(bytes), headers });
  await readImage((await parseDelivery(request)).image);
}

/** All schemas of query strings; each refuses or takes it, and the last refusal counts. */
function readQuery(bytes: Buffer): void {
  const url = new URL(`http://fuzz/?${bytes.toString('latin1')}`);
  let refused: unknown;
  const schemas = [paging, statisticsQuery, overviewQuery, saliencyQuery, imageQuery, maskQuery, ledgerQuery];
  for (const read of [() => parseCohort(url), ...schemas.map((schema) => () => parseQuery(url, schema))]) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused = error;
    }
  }
  if (refused !== undefined) throw refused;
}

const READERS: Record<Kind, (bytes: Buffer) => unknown> = {
  png: readImage,
  jpeg: readImage,
  dicom: readImage,
  mask: decodeMask,
  onnx: readModelFile,
  manifest: (bytes) => manifestSchema.parse(parseJson(bytes.toString('utf8'), 'manifest')),
  metadata: (bytes) => parseMetadata(bytes.toString('utf8')),
  truths: (bytes) => truthsBody.parse(parseJson(bytes.toString('utf8'), '')),
  multipart: readDelivery,
  query: readQuery,
};
