import type { ExtraInput } from '@/server/model/extraInput';
import { NO_FACTS } from '@/server/model/imageFacts';
import type { Port } from '@/server/onnx/graphPorts';
import type { FieldError } from '@/server/problem/appError';
import { extraDims } from './extraDims';
import { extraNumbers } from './extraInputs';

/** Element types that numbers can be fed as, as the graph names them. */
const FED_TYPES = new Set(['FLOAT', 'FLOAT16', 'DOUBLE', 'INT64', 'INT32', 'UINT8', 'BOOL']);

const MOST_NAMED = 8;

/**
 * What is wrong between the inputs that a graph wants besides the image and those that its manifest maps: one that is
 * not mapped, one that is not there, another type, numbers that do not fit.
 */
export function extraInputErrors(
  ports: readonly Port[],
  image: string,
  extras: readonly ExtraInput[] | undefined,
): FieldError[] {
  const others = ports.filter(({ name }) => name !== image);
  const unmapped = others.filter(({ name }) => !extras?.some((extra) => extra.name === name));
  const errors: FieldError[] = unmapped.slice(0, MOST_NAMED).map(({ name, type, dims }) => ({
    path: 'manifest.extraInputs',
    detail: `the graph also wants input "${name.slice(0, 200)}" (${type} [${dims?.map((dim) => dim ?? 'any') ?? 'any'}]): map it in extraInputs to a fixed value or to the image's metadata, or export the model without it`,
  }));
  for (const [i, extra] of (extras ?? []).entries()) {
    const port = others.find(({ name }) => name === extra.name);
    const detail = port === undefined ? absent(extra.name, image) : misfit(port, extraNumbers(extra, NO_FACTS).length);
    if (detail !== null) errors.push({ path: `manifest.extraInputs.${i}`, detail });
  }
  return errors;
}

const absent = (name: string, image: string) =>
  name === image ? `"${name}" is the image's own input` : `the graph has no input "${name}"`;

function misfit({ name, type, dims }: Port, count: number): string | null {
  if (!FED_TYPES.has(type)) return `input "${name}" takes ${type}, which numbers cannot be fed as`;
  if (dims !== null && extraDims(dims, count, 1) === null)
    return `input "${name}" has dimensions [${dims.map((dim) => dim ?? 'any')}], which ${count} number${count === 1 ? '' : 's'} an image do not fill`;
  return null;
}
