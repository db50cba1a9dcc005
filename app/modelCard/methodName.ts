const METHODS: Record<string, string> = { cam: 'CAM', 'log-ratio': 'log-ratio' };

/** A map's method as a reader writes it; an unknown one stays as it is. */
export const methodName = (method: string): string => METHODS[method] ?? method;
