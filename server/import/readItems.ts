import { type PredictionLine, predictionLine } from '@/server/ingest/predictions/predictionLine';
import { invalidLine, type Rejection } from '@/server/ingest/predictions/rejection';
import { type Candidate, type Layout, layoutOf, lineOfRecord } from './lineOfRecord';
import type { Mapping } from './mapping';
import type { Row } from './openTable';

/**
 * What rows became: a prediction, or why not. `end` counts the rows read with it, so that an import that stops after it
 * goes on there.
 */
export type Item = { line: number; end: number } & ({ prediction: PredictionLine } | { rejection: Rejection });

type Open = { line: number; end: number; candidate: Candidate };

/**
 * Reads rows as predictions, after the first `skip`. In a long table the rows of an image that follow each other become
 * one prediction. Without a mapping a row is a line as `POST /api/v1/predictions` takes it.
 * @param skipped told the line of the last row that was skipped
 */
export async function* readItems(
  rows: AsyncIterable<Row>,
  mapping: Mapping | null,
  skip = 0,
  skipped: (line: number) => void = () => undefined,
): AsyncGenerator<Item> {
  let end = 0;
  let layout: Layout | null = null;
  let open: Open | null = null;
  for await (const { line, record, fault } of rows) {
    end += 1;
    if (end <= skip) {
      if (end === skip) skipped(line);
      continue;
    }
    if (fault !== undefined) {
      if (open !== null) yield check({ ...open, end: end - 1 });
      open = null;
      yield { line, end, rejection: { line, path: '', detail: fault, code: 'bad-request' } };
      continue;
    }
    if (mapping === null) {
      yield check({ line, end, candidate: record });
      continue;
    }
    layout ??= layoutOf(mapping, Object.keys(record));
    const candidate = lineOfRecord(layout, record);
    if (open !== null && joins(open.candidate, candidate)) {
      Object.assign(open.candidate.findings, candidate.findings);
      Object.assign(open.candidate.truths, candidate.truths);
      open.end = end;
      continue;
    }
    if (open !== null) yield check(open);
    open = { line, end, candidate };
  }
  if (open !== null) yield check(open);
}

/** Whether a row says more of the image before it, and nothing that is said already. */
function joins(open: Candidate, next: Candidate): boolean {
  const { externalId, site } = open.instance;
  if (externalId === undefined || externalId !== next.instance.externalId || site !== next.instance.site) return false;
  return Object.keys(next.findings).every((finding) => open.findings[finding] === undefined);
}

function check({ line, end, candidate }: { line: number; end: number; candidate: unknown }): Item {
  const parsed = predictionLine.safeParse(candidate);
  return parsed.success
    ? { line, end, prediction: parsed.data }
    : { line, end, rejection: invalidLine(line, parsed.error) };
}
