import { filterOf, type SearchParams, single } from '@/app/caseList/caseQuery';
import { CAM_RANGE, CAM_RANGES } from '@/app/saliency/ranges';
import { HIDDEN_BAND } from '@/app/saliency/signedScale';
import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { SALIENCY_METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';

/** What the viewer shows; its only home is the URL. Zoom is a factor, x and y the image's point in the middle (0 to 1). */
export type View = {
  overlay: boolean;
  method: SaliencyMethodName;
  /** Methods beside each other; fewer than two are none. */
  compare: readonly SaliencyMethodName[];
  /** Whether the list of methods is open. */
  methods: boolean;
  contours: boolean;
  smooth: boolean;
  invert: boolean;
  /** Range of the CAM's scale, logits either way. */
  range: number;
  /** Overlay's alpha, percent. */
  opacity: number;
  /** Values within this share of the range around 0 are not drawn, percent. */
  cut: number;
  /** Two panes beside each other. */
  side: boolean;
  /** What is beside the picture: '' its plain self, else `version:<name>@<version>` or `method:<method>`. */
  beside: string;
  /** The second pane shows its map less the first one's. */
  difference: boolean;
  /** Where the second pane stands while the two are not linked; null while they are. */
  other: Place | null;
  zoom: number;
  x: number;
  y: number;
  /** Window of the display, grey levels 0 to 255. */
  window: number;
  level: number;
};

/** What two panes share while they are linked. */
export type Place = Pick<View, 'zoom' | 'x' | 'y' | 'window' | 'level'>;

export const DEFAULT_VIEW: View = {
  overlay: true,
  method: 'log-ratio',
  compare: [],
  methods: false,
  contours: true,
  smooth: false,
  invert: false,
  range: CAM_RANGE,
  opacity: 42,
  cut: HIDDEN_BAND * 100,
  side: false,
  beside: '',
  difference: false,
  other: null,
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

/** Panes beside each other, at most. */
export const MOST_COMPARED = 4;

function comparedIn(text: string | undefined): SaliencyMethodName[] {
  const asked = text?.split(',') ?? [];
  const known = SALIENCY_METHODS.filter((method) => asked.includes(method)).slice(0, MOST_COMPARED);
  return known.length < 2 ? [] : known;
}

/** Of the two maps that come with every reading, the one that a view asks for. */
export const liveMethod = (method: SaliencyMethodName): 'cam' | 'log-ratio' => (method === 'cam' ? 'cam' : 'log-ratio');

const BESIDE = /^(version|method):[^\s]{1,200}$/;

const placeText = ({ zoom, x, y, window, level }: Place): string =>
  [zoom.toFixed(2), x.toFixed(3), y.toFixed(3), window.toFixed(0), level.toFixed(0)].join(',');

function placeIn(text: string | undefined): Place | null {
  const parts = text?.split(',') ?? [];
  if (parts.length !== 5) return null;
  const [zoom, x, y, window, level] = parts;
  const d = DEFAULT_VIEW;
  return {
    zoom: bounded(zoom, 1, MAX_ZOOM, d.zoom),
    x: bounded(x, 0, 1, d.x),
    y: bounded(y, 0, 1, d.y),
    window: bounded(window, ...WINDOW_BOUNDS.window, d.window),
    level: bounded(level, ...WINDOW_BOUNDS.level, d.level),
  };
}

/** The view in a URL; what is missing or not valid is the default. */
export function parseView(values: Record<string, string | undefined>): View {
  const d = DEFAULT_VIEW;
  const range = Number(values.range);
  return {
    overlay: values.overlay !== 'off',
    method: SALIENCY_METHODS.find((known) => known === values.method) ?? d.method,
    compare: comparedIn(values.compare),
    methods: values.methods === '1',
    contours: values.contours !== 'off',
    smooth: values.draw === 'smooth',
    invert: values.invert === '1',
    range: CAM_RANGES.find((known) => known === range) ?? d.range,
    opacity: bounded(values.opacity, 0, 100, d.opacity),
    cut: CUTS.find((known) => known === Number(values.cut)) ?? d.cut,
    side: values.side === '1',
    beside: BESIDE.test(values.beside ?? '') ? (values.beside ?? '') : '',
    difference: values.difference === '1',
    other: placeIn(values.other),
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
    ['method', view.method, view.method !== d.method],
    ['compare', view.compare.join(','), view.compare.length > 0],
    ['methods', '1', view.methods],
    ['contours', 'off', !view.contours],
    ['draw', 'smooth', view.smooth],
    ['invert', '1', view.invert],
    ['range', String(view.range), view.range !== d.range],
    ['opacity', view.opacity.toFixed(0), view.opacity !== d.opacity],
    ['cut', String(view.cut), view.cut !== d.cut],
    ['side', '1', view.side],
    ['beside', view.beside, view.beside !== ''],
    ['difference', '1', view.difference],
    ['other', view.other === null ? '' : placeText(view.other), view.other !== null],
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
