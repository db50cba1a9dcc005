import { db } from '@/server/db/client';
import type { VersionState } from '@/server/model/versionState';
import { type MapValues, mapSliceIfAny } from './mapSlice';

export type { MapValues } from './mapSlice';

/** One finished case in the live feed: the finding whose probability is highest above its baseline. */
export type FeedRow = {
  seq: number;
  instanceId: string;
  model: string;
  /** Of the version; what a candidate flags does not count. */
  state: VersionState;
  finding: string;
  probability: number;
  baseline: number;
  outsideShare: number | null;
  areaOutside: number | null;
  undefinedReason: string | null;
  /** CAM of that finding, logits per cell; null when the model has none. */
  map: MapValues | null;
  /** `none`: only predictions were sent, and no picture. */
  format: string;
  site: string;
  viewPosition: string | null;
  portable: boolean | null;
  flags: string[];
  /** One of the demonstration's phantoms, nobody real. */
  demo: boolean;
  at: string;
};

type Row = Omit<FeedRow, 'map' | 'at'> & {
  channel: number;
  at: Date;
  height: number | null;
  width: number | null;
  maps: Uint8Array | null;
};

/** The newest finished predictions, newest first. */
export async function getFeed(limit: number): Promise<FeedRow[]> {
  const rows = await db().$queryRaw<Row[]>`
    select e.seq::float8 as seq, i.id as "instanceId", m.name || '@' || v.version as model, v.state, top.name as finding,
      top.channel, top.probability, top.baseline, top.outside_share as "outsideShare",
      top.area_outside as "areaOutside", top.undefined_reason as "undefinedReason", top.flags,
      a.height, a.width, a.maps, i.format, i.site, i.view_position as "viewPosition", i.portable, i.demo, p.created_at as at
    from (
      select o.seq, kept.id as prediction_id
      from outbox o
      -- Events outlive the predictions of a demonstration that was removed. "offset 0" keeps the planner from joining
      -- all of both tables: it walks the newest events and stops at the limit.
      cross join lateral (select id from prediction where id = (o.payload ->> 'predictionId')::uuid offset 0) kept
      where o.type = 'prediction:committed' order by o.seq desc limit ${limit}
    ) e
    join prediction p on p.id = e.prediction_id
    join instance i on i.id = p.instance_id
    join model_version v on v.id = p.version_id
    join model m on m.id = v.model_id
    left join attribution a on a.prediction_id = p.id
    join lateral (
      select f.name, f.channel, f.baseline, r.*
      from finding_result r join finding f on f.id = r.finding_id
      where r.prediction_id = p.id and r.at = p.at
      order by ln(greatest(r.probability, 1e-12)) - ln(f.baseline) desc, f.channel
      limit 1
    ) top on true
    order by e.seq desc`;
  return rows.map(({ channel, height, width, maps, at, ...row }) => ({
    ...row,
    map: height === null || width === null || maps === null ? null : mapSliceIfAny({ height, width, maps }, channel),
    at: at.toISOString(),
  }));
}
