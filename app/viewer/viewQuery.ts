import { filterOf, type SearchParams, single } from '@/app/caseList/caseQuery';
import { CAM_RANGE, CAM_RANGES } from '@/app/saliency/ranges';
import { HIDDEN_BAND } from '@/app/saliency/signedScale';
import type { CohortFilter } from '@/server/cohort/cohortFilter';

/** What the viewer shows; its only home is the URL. Zoom is a factor, x and y the image's point in the middle (0 to 1). */
export type View = {
  overlay: boolean;
  method: 'log-ratio' | 'cam';
  contours: boolean;
  smooth: boolean;
  invert: boolean;
  /** Range of the CAM's scale, logits either way. */
  range: number;
  /** Overlay's alpha, percent. */
  opacity: number;
  /** Values within this share of the range around 0 are not drawn, percent. */
  cut: number;
  /** Plain and overlay beside each other. */
  side: boolean;
  zoom: number;
  x: number;
  y: number;
  /** Window of the display, grey levels 0 to 255. */
  window: number;
  level: number;
};

export const DEFAULT_VIEW: View = {
  overlay: true,
  method: 'log-ratio',
  contours: true,
  smooth: false,
  invert: false,
  range: CAM_RANGE,
  opacity: 42,
  cut: HIDDEN_BAND * 100,
  side: false,
  zoom: 1,
  x: 0.5,
  y: 0.5,
  window: 255,
  level: 127.5,
};

export const MAX_ZOOM = 8;

/** Thresholds of the overlay, percent of the range; the first hides what is next to nothing. */
export const CUTS = [HIDDEN_BAND * 100, 25, 50, 75] as const;

/** Bounds of the window on greys. Beyond 0–255 lies what the file's own window hides. */
export const WINDOW_BOUNDS = { window: [1, 4096], level: [-2048, 2048] } as const;

function bounded(text: string | undefined, low: number, high: number, otherwise: number): number {
  const value = Number(text);
  return text === undefined || !Number.isFinite(value) ? otherwise : Math.min(Math.max(value, low), high);
}

/** The view in a URL; what is missing or not valid is the default. */
export function parseView(values: Record<string, string | undefined>): View {
  const d = DEFAULT_VIEW;
  const range = Number(values.range);
  return {
    overlay: values.overlay !== 'off',
    method: values.method === 'cam' ? 'cam' : 'log-ratio',
    contours: values.contours !== 'off',
    smooth: values.draw === 'smooth',
    invert: values.invert === '1',
    range: CAM_RANGES.find((known) => known === range) ?? d.range,
    opacity: bounded(values.opacity, 0, 100, d.opacity),
    cut: CUTS.find((known) => known === Number(values.cut)) ?? d.cut,
    side: values.side === '1',
    zoom: bounded(values.zoom, 1, MAX_ZOOM, d.zoom),
    x: bounded(values.x, 0, 1, d.x),
    y: bounded(values.y, 0, 1, d.y),
    window: bounded(values.window, ...WINDOW_BOUNDS.window, d.window),
    level: bounded(values.level, ...WINDOW_BOUNDS.level, d.level),
  };
}

/** The parts of a view that are not the default, as the URL's values. */
export function viewValues(view: View): Record<string, string> {
  const d = DEFAULT_VIEW;
  const entries: [string, string, boolean][] = [
    ['overlay', 'off', !view.overlay],
    ['method', 'cam', view.method === 'cam'],
    ['contours', 'off', !view.contours],
    ['draw', 'smooth', view.smooth],
    ['invert', '1', view.invert],
    ['range', String(view.range), view.range !== d.range],
    ['opacity', view.opacity.toFixed(0), view.opacity !== d.opacity],
    ['cut', String(view.cut), view.cut !== d.cut],
    ['side', '1', view.side],
    ['zoom', view.zoom.toFixed(2), view.zoom !== 1],
    ['x', view.x.toFixed(3), view.zoom !== 1],
    ['y', view.y.toFixed(3), view.zoom !== 1],
    ['window', view.window.toFixed(0), view.window !== d.window],
    ['level', view.level.toFixed(0), view.level !== d.level],
  ];
  return Object.fromEntries(entries.flatMap(([key, value, differs]) => (differs ? [[key, value]] : [])));
}

/** Which finding of which version a case's page is about, and the list that it was opened from. */
export type CaseQuery = {
  model: string | undefined;
  finding: string | undefined;
  /** The edit that is shown. */
  edit: string | undefined;
  in: string;
  filter: CohortFilter;
};

/** `in` holds the list's filter as a query string of its own, since both pages know a finding and a model. */
export function parseCaseQuery(params: SearchParams): CaseQuery {
  const { model, finding, edit, in: list = '' } = single(params);
  return { model, finding, edit, in: list, filter: filterOf(Object.fromEntries(new URLSearchParams(list))) };
}

/** Address of a case. `view` carries the viewer's state on to the next case. */
export function caseHref(
  id: string,
  query: { model?: string | undefined; finding?: string | undefined; in?: string },
  view: Record<string, string> = {},
): string {
  const values = { model: query.model, finding: query.finding, ...view, in: query.in };
  const entries = Object.entries(values).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, value]],
  );
  const text = new URLSearchParams(entries).toString();
  return `/cases/${encodeURIComponent(id)}${text === '' ? '' : `?${text}`}`;
}
