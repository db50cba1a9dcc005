import type { Decision } from './decideLine';

/** The maps of a prediction as one attribution: Float32 little endian [channels, height, width] in base64. */
export type SentMaps = { id: string; method: string; height: number; width: number; maps: string };

/**
 * The maps of a line by the channels of its findings, NaN for findings without one; null without maps. Its maps are on
 * one grid, as `oneGrid` has checked.
 */
export function mapsOf({ prediction, findings, line }: Decision): SentMaps | null {
  const sent = findings.flatMap(({ name, channel }) => {
    const saliency = line.prediction.findings[name]?.saliency;
    return saliency === undefined ? [] : [{ channel, saliency }];
  });
  const [first] = sent;
  if (first === undefined) return null;
  const { height, width, method } = first.saliency;
  const cells = height * width;
  const maps = new Float32Array((Math.max(...sent.map(({ channel }) => channel)) + 1) * cells).fill(Number.NaN);
  for (const { channel, saliency } of sent) maps.set(saliency.values, channel * cells);
  return { id: prediction.id, method, height, width, maps: Buffer.from(maps.buffer).toString('base64') };
}

/** Whether all maps of a line are on one grid and of one method. */
export function oneGrid(findings: Decision['line']['prediction']['findings']): boolean {
  const kinds = Object.values(findings).flatMap(({ saliency }) =>
    saliency === undefined ? [] : [`${saliency.method} ${saliency.height} ${saliency.width}`],
  );
  return new Set(kinds).size <= 1;
}
