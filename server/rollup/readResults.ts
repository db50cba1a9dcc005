import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import type { Countable } from './contribution';
import { nextMonth } from './monthCells';
import { type Acquisition, strataOf } from './strata';
import type { Places } from './sumBook';

/** A result with the places that it is counted at. `time`: milliseconds, the start of its hour. */
export type PlacedResult = { result: Countable; places: readonly number[]; time: number };

const PAGE = 20_000;
const ACQUISITION = Prisma.raw(
  'site, department, scanner, view_position, portable, patient_sex, patient_age, reported_by',
);

/** All results of a month, in pages. One text a result: rows of many fields take several times as long to read. */
export async function* readResults(tx: Tx, month: Date, places: Places): AsyncGenerator<PlacedResult[]> {
  const acquired = Prisma.sql`coalesce(acquired_at, received_at) >= ${month} and coalesce(acquired_at, received_at) < ${nextMonth(month)}`;
  const byGroup = await readGroups(tx, acquired, places);
  await tx.$executeRaw`
    declare results no scroll cursor for
    with grouped as materialized (
      select id, dense_rank() over (order by ${ACQUISITION}) as number from instance where ${acquired}
    )
    select concat_ws('|', g.number, r.finding_id, floor(extract(epoch from r.at) / 3600)::bigint, r.probability, r.logit,
      coalesce(r.outside_share::text, ''), coalesce(r.area_outside::text, ''), coalesce(r.undefined_reason, ''),
      cardinality(r.flags), coalesce(t.value::text, '')) as line
    from finding_result r
    join prediction p on p.id = r.prediction_id and p.at = r.at
    join grouped g on g.id = p.instance_id
    join finding f on f.id = r.finding_id
    left join truth t on t.instance_id = p.instance_id and t.finding = f.name
    where r.at >= ${month} and r.at < ${nextMonth(month)}`;
  for (;;) {
    const rows = await tx.$queryRaw<{ line: string }[]>`fetch ${Prisma.raw(String(PAGE))} from results`;
    if (rows.length === 0) break;
    yield rows.map(({ line }) => parse(line, byGroup));
  }
  await tx.$executeRaw`close results`;
}

type Group = Omit<Acquisition, 'acquiredAt' | 'receivedAt'> & { number: number };

/** Instances with the same acquisition are counted at the same places. They are numbered as the cursor numbers them. */
async function readGroups(tx: Tx, acquired: Prisma.Sql, places: Places): Promise<Map<number, number[]>> {
  const groups = await tx.$queryRaw<Group[]>`
    select distinct dense_rank() over (order by ${ACQUISITION})::int as number, site, department, scanner,
      view_position as "viewPosition", portable, patient_sex as "patientSex", patient_age as "patientAge",
      reported_by as "reportedBy"
    from instance where ${acquired}`;
  return new Map(groups.map((group) => [group.number, places.allOf(strataOf(group))]));
}

function parse(line: string, byGroup: ReadonlyMap<number, number[]>): PlacedResult {
  const [group, finding, hour, probability, logit, outside, area, reason, flags, truth] = line.split('|');
  const places = byGroup.get(Number(group));
  if (places === undefined) throw new RangeError(`group of instances: ${group}`);
  const share = (text: string | undefined) => (text === '' ? null : Number(text));
  return {
    places,
    time: Number(hour) * 3_600_000,
    result: {
      findingId: Number(finding),
      probability: Number(probability),
      logit: Number(logit),
      outsideShare: share(outside),
      areaOutside: share(area),
      undefinedReason: reason === '' ? null : (reason ?? null),
      flags: flags === '0' ? NO_FLAGS : FLAGS,
      truth: truth === '' ? null : truth === '1' ? 1 : 0,
    },
  };
}

const NO_FLAGS: readonly string[] = [];
const FLAGS: readonly string[] = ['any'];
