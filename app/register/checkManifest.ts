import { type Manifest, manifest } from '@/server/model/manifest';

/** What the editor says while somebody types. */
export type ManifestCheck =
  | { ok: true; manifest: Manifest }
  | { ok: false; errors: { path: string; detail: string }[] };

/** Checks the text as the server will. Errors carry the dotted path of the field; "" is the document. */
export function checkManifest(text: string): ManifestCheck {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      errors: [{ path: '', detail: `not JSON: ${error instanceof Error ? error.message : 'unreadable'}` }],
    };
  }
  const parsed = manifest.safeParse(value);
  if (parsed.success) return { ok: true, manifest: parsed.data };
  return {
    ok: false,
    errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), detail: message })),
  };
}

export const CLASSIFIER_TEMPLATE = `{
  "name": "my-model",
  "version": "1",
  "kind": "classifier",
  "input": { "size": [224, 224], "channels": 3, "resize": "area", "range": [-1, 1] },
  "output": { "activation": "sigmoid" },
  "findings": [
    { "name": "Edema", "baseline": 0.018, "anatomy": ["lungs"], "threshold": 0.05 },
    { "name": "Cardiomegaly", "baseline": 0.026, "anatomy": ["heart", "mediastinum"] }
  ],
  "segmenter": "lung_unet@1"
}
`;

export const SEGMENTER_TEMPLATE = `{
  "name": "lung_unet",
  "version": "1",
  "kind": "segmenter",
  "input": { "size": [192, 192], "channels": 1, "resize": "area", "range": [0, 1] },
  "output": { "activation": "sigmoid" },
  "zones": [{ "channel": 0, "zone": "lungs", "threshold": 0.5 }]
}
`;
