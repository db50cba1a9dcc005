import { ZONES } from '@/server/audit/zone';
import { Prisma } from '@/server/db/generated/client';
import type { Moments } from '@/server/stats/moments';
import { studentMeanInterval } from '@/server/stats/studentMeanInterval';
import type { PairedVersions } from './kinds';
import type { Snapshot } from './snapshot';
import type { Subject, SubjectFinding } from './subject';

/** Maps whose ledgers are read for a finding, at most; of more a fixed sample by case. */
const MOST_LEDGERS = 20_000;

type Question = {
  one: Subject;
  two: Subject;
  pair: { one: SubjectFinding; two: SubjectFinding };
  instances: number;
};

/** Contributions of the zones in their order, null where a zone was not delivered; NULL for a whole side without maps. */
type LedgerRow = [model: (number | null)[], other: (number | null)[]];

type ZoneSums = { difference: Moments; model: number; other: number };

/** The mean ledger of both versions over the same maps, zone by zone; a zone counts where both have it. */
export async function pairedZones(
  snapshot: Snapshot,
  question: Question,
): Promise<PairedVersions['findings'][number]['zones']> {
  const zones = ZONES.map((zone) => ({ zone, sums: noSums() }));
  for await (const chunk of snapshot.chunks<LedgerRow>(pairedLedgers(question))) {
    for (const [model, other] of chunk) zones.forEach(({ sums }, i) => void addTo(sums, model[i], other[i]));
  }
  return zones
    .filter(({ sums }) => sums.difference.n > 0)
    .map(({ zone, sums: { difference, model, other } }) => ({
      ...{ zone, n: difference.n, model: model / difference.n, other: other / difference.n },
      difference: studentMeanInterval(difference),
    }));
}

const noSums = (): ZoneSums => ({ difference: { n: 0, sum: 0, sumOfSquares: 0 }, model: 0, other: 0 });

function addTo(sums: ZoneSums, model: number | null | undefined, other: number | null | undefined): void {
  if (model == null || other == null) return;
  const by = model - other;
  sums.difference.n += 1;
  sums.difference.sum += by;
  sums.difference.sumOfSquares += by * by;
  sums.model += model;
  sums.other += other;
}

const contributions = (ledger: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`array[${Prisma.join(
    ZONES.map((zone) => Prisma.sql`(${ledger} #>> array['zones', ${zone}, 'contribution'])::float8`),
  )}]`;

function pairedLedgers({ one, two, pair, instances }: Question): Prisma.Sql {
  const every = Math.max(1, Math.ceil(instances / MOST_LEDGERS));
  return Prisma.sql`
    select ${contributions(Prisma.sql`r.ledger`)}, ${contributions(Prisma.sql`s.ledger`)}
    from prediction a
    join prediction b on b.instance_id = a.instance_id
    join finding_result r on r.prediction_id = a.id and r.at = a.at
    join finding_result s on s.prediction_id = b.id and s.at = b.at
    where a.version_id = ${one.versionId}::uuid and b.version_id = ${two.versionId}::uuid
      and r.finding_id = ${pair.one.id} and s.finding_id = ${pair.two.id}
      and r.ledger is not null and s.ledger is not null
      and abs(hashtext(a.instance_id::text)::int8) % ${every} = 0`;
}
