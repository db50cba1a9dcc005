import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The parts of V8's CPU profile that are read: functions, and which of them ran at each sample. */
const cpuProfile = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame: z.object({ functionName: z.string(), url: z.string() }) })),
  /** Microseconds of the system's monotonic clock, as `process.hrtime`. */
  startTime: z.number(),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

type Frame = { functionName: string; url: string };

/** What a function belongs to: our folder or file, the package, or what V8 calls it. */
export function partOf({ functionName, url }: Frame): string {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collector';
  if (/onnxruntime/.test(url) || functionName === 'run') return 'forward passes';
  const own = /\/server\/([\w-]+)\/(.+?)\.ts/.exec(url);
  if (own) return own[1] === 'audit' || own[1] === 'image' ? `${own[1]}/${own[2]}` : `${own[1]}`;
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (dependency) return `package ${dependency[1]}`;
  return url.startsWith('node:') ? 'node' : 'native';
}

/** Milliseconds of self time by part after `since` (`startTime`'s clock), over all profiles of a folder, without idle. */
export function selfTimes(folder: string, since: number): Map<string, number> {
  const total = new Map<string, number>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const profile = cpuProfile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const parts = new Map(profile.nodes.map(({ id, callFrame }) => [id, partOf(callFrame)]));
    let time = profile.startTime;
    profile.samples.forEach((id, index) => {
      time += profile.timeDeltas[index] ?? 0;
      const part = parts.get(id) ?? 'native';
      if (part === 'idle' || time < since) return;
      total.set(part, (total.get(part) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
    });
  }
  return total;
}
