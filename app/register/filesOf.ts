import type { ModelFiles } from './tryCalls';

/** Files before they are known to be enough. */
export type Chosen = Omit<ModelFiles, 'model'> & { model: File | null };

export const NOTHING_CHOSEN: Chosen = { model: null, data: [], manifest: null };

/** Puts files where they belong: ".onnx" is the model, ".json" its manifest, all else holds weights. */
export function withFiles(chosen: Chosen, files: readonly File[]): Chosen {
  const named = (pattern: RegExp) => files.findLast(({ name }) => pattern.test(name.toLowerCase()));
  const data = files.filter(({ name }) => !/\.(onnx|json)$/.test(name.toLowerCase()));
  const names = new Set(data.map(({ name }) => name));
  return {
    model: named(/\.onnx$/) ?? chosen.model,
    manifest: named(/\.json$/) ?? chosen.manifest,
    data: [...chosen.data.filter(({ name }) => !names.has(name)), ...data],
  };
}
