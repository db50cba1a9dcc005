import { setImmediate } from 'node:timers/promises';
import { type Db, db as processDb } from '@/server/db/client';
import { averageRunLength } from '@/server/stats/restartedAlarm';
import { watchSoon } from './changeRule';
import { dayAt, dayText } from './days';
import { type Episode, episodes } from './episodes';
import type { Series } from './readSeries';
import { seriesFor } from './seriesFor';
import type { RuleDraft } from './statistic';
import { subjectOf } from './storedRule';
import { ruleOf, type Watched, watchedOf } from './watched';

export type PreviewAlarm = {
  finding: string;
  site: string;
  viewPosition: string;
  side: 'above' | 'below';
  since: string;
  day: string;
  /** Null while it would last. */
  endedDay: string | null;
  mean: number;
  low: number;
  high: number;
  n: number;
  bandLow: number;
  bandHigh: number;
};

/**
 * What a rule would have raised in the past. `counting`: the days of the version are being counted, ask again.
 * `watched`: sequences with a reference; `without`: those with too few patient-days in it; `days`: patient-days watched.
 * `runLengthDays`: a quiet sequence goes at least this long until a false alarm, on average.
 */
export type Preview =
  | { state: 'counting' }
  | {
      state: 'ready';
      watched: number;
      without: { finding: string; site: string; viewPosition: string }[];
      patientDays: number;
      from: string | null;
      to: string | null;
      alpha: number | null;
      runLengthDays: number | null;
      total: number;
      /** Newest first, at most 200. */
      alarms: PreviewAlarm[];
    };

const MOST = 200;

/** Plays a rule over the days that were counted; where none were, has them counted. @throws AppError not-found, invalid-field */
export async function previewRule(draft: RuleDraft, db: Db = processDb()): Promise<Preview> {
  const { versionId, findings } = await subjectOf(db, draft);
  const findingIds = findings.map(({ id }) => id);
  const all = await seriesFor(db, draft.statistic, draft.parameters, { findingIds });
  if (all.length === 0 && (await isUncounted(db, versionId))) {
    await db.$transaction((tx) => watchSoon(tx, versionId));
    return { state: 'counting' };
  }
  const { watched, without, alpha } = watchedOf(all, draft.parameters);
  const alarms: PreviewAlarm[] = [];
  for (const one of watched) {
    if (alpha === null) break;
    // Other requests are answered between two sequences.
    await setImmediate();
    const found = episodes(one.days, ruleOf(one, alpha, draft.parameters));
    alarms.push(...found.map((episode) => alarmOf(one, episode)));
  }
  const last = watched.map(({ series }) => dayText(dayAt(series.first, series.days.length - 1)));
  const first = watched.map(({ series, from }) => dayText(dayAt(series.first, from)));
  return {
    ...{ state: 'ready', watched: watched.length, without: without.map(placeOf) },
    patientDays: watched.reduce((sum, { days }) => sum + days.reduce((n, day) => n + day.n, 0), 0),
    ...{ from: first.toSorted()[0] ?? null, to: last.toSorted().at(-1) ?? null, alpha },
    runLengthDays: alpha === null ? null : averageRunLength(alpha),
    total: alarms.length,
    alarms: alarms.toSorted((a, b) => b.day.localeCompare(a.day)).slice(0, MOST),
  };
}

/** Whether the version has results of which no day was counted. */
async function isUncounted(db: Db, versionId: string): Promise<boolean> {
  const counted = await db.alarmDay.findFirst({ where: { finding: { versionId } }, select: { day: true } });
  if (counted !== null) return false;
  return (await db.prediction.findFirst({ where: { versionId }, select: { id: true } })) !== null;
}

const placeOf = ({ finding, site, viewPosition }: Series) => ({ finding, site, viewPosition });

function alarmOf({ series, from, reference }: Watched, episode: Episode): PreviewAlarm {
  const day = (index: number): string => dayText(dayAt(series.first, index + from));
  const { side, start, ended, mean, low, high, n } = episode;
  return {
    ...placeOf(series),
    ...{ side, since: day(start), day: day(episode.day), endedDay: ended === null ? null : day(ended) },
    ...{ mean, low, high, n, bandLow: reference.band.low, bandHigh: reference.band.high },
  };
}
