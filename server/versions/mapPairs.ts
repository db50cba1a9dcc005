import type { PairedVersions } from '@/server/analysis/kinds';
import { type Db, db as processDb } from '@/server/db/client';
import { type MapValues, mapSliceIfAny } from '@/server/queries/mapSlice';

/** One side of a pair: probability and, where the version has one, the map of the finding. */
export type MapSide = { probability: number; map: MapValues | null };

/** A case that two versions see otherwise, `model` and `other` as in the comparison. */
export type MapPair = { instanceId: string; finding: string; format: string; model: MapSide; other: MapSide };

/** Cases that are shown, at most. */
const MOST = 6;

type Row = { instanceId: string; model: string; channel: number; height: number; width: number; maps: Uint8Array };

/** The cases whose logit moved most among all findings, the furthest up and down of each in turn, with both maps. */
export async function mapPairs(
  { findings }: PairedVersions,
  versions: { model: string; other: string },
  db: Db = processDb(),
): Promise<MapPair[]> {
  const chosen = findings
    .toSorted((a, b) => (b.shiftSd ?? 0) - (a.shiftSd ?? 0))
    .slice(0, MOST / 2)
    .flatMap(({ finding, moved }) =>
      [moved.at(0), moved.find(({ model, other }) => model < other)].flatMap((one) =>
        one ? [{ finding, ...one }] : [],
      ),
    )
    .filter((one, i, all) => all.findIndex((o) => o.instanceId === one.instanceId && o.finding === one.finding) === i);
  const names = [...new Set(chosen.map(({ finding }) => finding))];
  const rows = await db.$queryRaw<(Row & { finding: string; format: string })[]>`
    select p.instance_id::text as "instanceId", i.format, m.name || '@' || v.version as model, f.name as finding,
      f.channel, a.height, a.width, a.maps
    from prediction p
    join instance i on i.id = p.instance_id
    join model_version v on v.id = p.version_id
    join model m on m.id = v.model_id
    join finding f on f.version_id = v.id
    join attribution a on a.prediction_id = p.id
    where p.instance_id = any(${chosen.map(({ instanceId }) => instanceId)}::uuid[])
      and m.name || '@' || v.version in (${versions.model}, ${versions.other}) and f.name = any(${names})`;
  return chosen.map(({ instanceId, finding, model, other }) => {
    const own = rows.filter((row) => row.instanceId === instanceId && row.finding === finding);
    const side = (name: string, probability: number): MapSide => {
      const row = own.find((one) => one.model === name);
      return { probability, map: row === undefined ? null : mapSliceIfAny(row, row.channel) };
    };
    const format = own[0]?.format ?? 'none';
    return { instanceId, finding, format, model: side(versions.model, model), other: side(versions.other, other) };
  });
}
