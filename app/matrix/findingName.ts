/** Name as a reader writes it: underscores are the manifest's. */
export const findingName = (name: string): string => name.replaceAll('_', ' ');
