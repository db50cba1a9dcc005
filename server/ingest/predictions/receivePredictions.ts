import { z } from 'zod';
import { type ExternalManifest, externalManifest } from '@/server/model/manifest';
import { turnstile } from '../turnstile';
import { predictionLine } from './predictionLine';
import type { NumberedLine } from './preparedLine';
import type { Line } from './readLines';
import { invalidLine, type Rejection } from './rejection';
import { addRejections, answerOf, emptySummary, type Summary } from './summary';
import { type BatchContext, writeBatch } from './writeBatch';

/** Lines in one transaction, and the characters they may have together. More gains little and keeps others waiting. */
const BATCH = 256;
const BATCH_CHARACTERS = 8_000_000;

/** Maps of fourteen findings and masks of nine zones fit many times over. */
export const LONGEST_LINE = 8_000_000;

export type PredictionsSummary = Summary & {
  /** `name@version` of what was written to. */
  versions: string[];
};

/** A line that states something of a version rather than making a prediction. */
const manifestLine = z.strictObject({ manifest: externalManifest });

type Context = Omit<BatchContext, 'manifests' | 'importId'>;

/**
 * Writes lines as they come, a batch in a transaction; while one is being written the next is read, and no more. A line
 * that cannot be taken rejects itself. Answers when everything is committed.
 * @throws AppError when no line was taken, and what `writeBatch` throws: batches from before stay
 */
export async function receivePredictions(lines: AsyncIterable<Line>, context: Context): Promise<PredictionsSummary> {
  const manifests = new Map<string, ExternalManifest>();
  const summary = emptySummary();
  const versions = new Set<string>();
  let writing = Promise.resolve();
  let batch: NumberedLine[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    await writing;
    const full = batch;
    batch = [];
    characters = 0;
    writing = write(full);
    // It is awaited later; until then its failure is nobody's.
    writing.catch(() => undefined);
  };
  const write = async (full: NumberedLine[]): Promise<void> => {
    if (full.length === 0) return;
    const outcome = await turnstile('images').pass(() => writeBatch({ ...context, manifests, importId: null }, full));
    summary.accepted += outcome.accepted;
    summary.unchanged += outcome.unchanged;
    addRejections(summary, outcome.rejections);
    for (const version of outcome.versions) versions.add(version);
  };
  for await (const line of lines) {
    const parsed = parsePrediction(line);
    if ('rejection' in parsed) addRejections(summary, [parsed.rejection]);
    else if ('manifest' in parsed) {
      await flush();
      await writing;
      manifests.set(`${parsed.manifest.name}@${parsed.manifest.version}`, parsed.manifest);
    } else {
      batch.push({ line: line.line, prediction: parsed.prediction });
      characters += line.text?.length ?? 0;
      if (batch.length >= BATCH || characters >= BATCH_CHARACTERS) await flush();
    }
  }
  await flush();
  await writing;
  return { ...answerOf(summary), versions: [...versions] };
}

type Parsed = { prediction: NumberedLine['prediction'] } | { manifest: ExternalManifest } | { rejection: Rejection };

function parsePrediction({ line, text }: Line): Parsed {
  const refuse = (detail: string, code: Rejection['code']): Parsed => ({
    rejection: { line, path: '', detail, code },
  });
  if (text === null) return refuse(`longer than ${LONGEST_LINE / 1e6} MB`, 'too-large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('not JSON', 'bad-request');
  }
  if (typeof value === 'object' && value !== null && 'manifest' in value) {
    const manifest = manifestLine.safeParse(value);
    return manifest.success ? { manifest: manifest.data.manifest } : { rejection: invalidLine(line, manifest.error) };
  }
  const prediction = predictionLine.safeParse(value);
  return prediction.success ? { prediction: prediction.data } : { rejection: invalidLine(line, prediction.error) };
}
