import { relative } from 'node:path';
import { inspect } from 'node:util';

/**
 * @typedef {object} TestData
 * @property {string} [message]
 * @property {string} name
 * @property {string} [file]
 * @property {number} nesting
 * @property {{ type?: string, duration_ms?: number, error?: { cause?: unknown } }} [details]
 */

/**
 * A reporter for node's test runner: one line per file with its count, every failure in full, and what tests say.
 * @param {AsyncIterable<{ type: string, data: TestData }>} events
 */
export default async function* failures(events) {
  /** @type {Map<string, { passed: number, failed: number, ms: number }>} */
  const files = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message ?? '';
    if (type === 'test:diagnostic' && data.file !== undefined) yield `  ${data.message}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    const name = relative(process.cwd(), data.file ?? '');
    const file = files.get(name) ?? { passed: 0, failed: 0, ms: 0 };
    files.set(name, file);
    if (data.nesting === 0) file.ms += data.details?.duration_ms ?? 0;
    if (type === 'test:pass') file.passed++;
    else {
      file.failed++;
      const cause = data.details?.error?.cause ?? data.details?.error;
      yield `\n✖ ${name}: ${data.name}\n${inspect(cause, { depth: 4 }).replace(/^/gm, '    ')}\n`;
    }
  }
  for (const [name, { passed, failed, ms }] of [...files].sort()) {
    yield `  ${failed ? '✖' : '✔'} ${name}  ${passed} passed${failed ? `, ${failed} failed` : ''}, ${(ms / 1000).toFixed(1)} s\n`;
  }
}
