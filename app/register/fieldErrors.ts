import type { Path } from './manifestDraft';

/** What is wrong with a field; "" is the whole document. */
export type FieldError = { path: string; detail: string };

/** The server's errors of a manifest, by the paths that the editor has; those of files and the request are left out. */
export function manifestErrors(errors: readonly FieldError[]): FieldError[] {
  return errors.flatMap(({ path, detail }) =>
    path === 'manifest' || path.startsWith('manifest.') ? [{ path: path.slice('manifest.'.length), detail }] : [],
  );
}

/** The words at a field, of itself or of what is in it; null when it is well. */
export function errorAt(errors: readonly FieldError[], path: Path): string | null {
  const dotted = path.join('.');
  const own = errors.filter((error) => error.path === dotted || error.path.startsWith(`${dotted}.`));
  return own.length === 0 ? null : own.map(({ detail }) => detail).join('; ');
}

/** The id of a field's control, so that an error can lead to it. */
export const fieldId = (path: Path | string): string =>
  `manifest-${typeof path === 'string' ? path.replaceAll('.', '-') : path.join('-')}`;
