import { z } from 'zod';
import { findingOf, findSubject } from '@/server/analysis/subject';
import { type Db, db as processDb } from '@/server/db/client';
import { LOCALISATION_VERSION } from '@/server/localisation/definition';
import { type LesionSummary, summariseLesions } from '@/server/localisation/summarise';
import { murmur3, patientKey } from '@/server/stats/murmur3';
import { lesionFigures } from './lesionFigures';

/** Lesions at most, the newest: 1,000 tell a mean to a hundredth, and their intervals are drawn in no time. */
const MOST = 1_000;

/** Cases that are named. */
const NAMED = 8;

const SEED = 20261123;

/** `all`: every lesion; `reached`: those of cases whose probability reaches the finding's threshold. */
export type LesionGroup = LesionSummary & { group: 'all' | 'reached' };

/** How the maps of one method lie to the lesions of a finding. It describes; it is part of no verdict. */
export type Localisation = {
  model: string;
  finding: string;
  method: string;
  /** Methods that there are figures of. */
  methods: string[];
  /** Lesions with figures, of which `groups` has the newest 1,000. */
  of: number;
  /** Lesions whose case is labelled as free of the finding; they are in no figure. */
  contradicted: number;
  /** Lesions for which the map has no positive evidence, or is not of numbers. */
  undefinedReasons: Record<string, number>;
  sources: Record<string, number>;
  groups: LesionGroup[];
  /** Where the evidence on the lesion speaks against the finding, strongest first. */
  negative: { instanceId: string; probability: number; contribution: number }[];
  asOf: string;
  definitionVersion: string;
};

type Row = {
  instanceId: string;
  patient: string | null;
  source: string;
  figures: unknown;
  undefinedReason: string | null;
  negativeOnLesion: boolean;
  probability: number;
  truth: number | null;
};

/** @throws AppError not-found */
export async function getLocalisation(
  { model, finding, method }: { model: string; finding: string; method?: string | undefined },
  db: Db = processDb(),
): Promise<Localisation> {
  const subject = await findSubject(db, model);
  const { id, threshold } = findingOf(subject, finding);
  const methods = await readMethods(db, id);
  const chosen = method ?? (methods.includes('cam') ? 'cam' : (methods[0] ?? 'cam'));
  const [rows, of] = await Promise.all([readRows(db, id, chosen), count(db, id, chosen)]);
  const sound = rows.filter(({ truth }) => truth !== 0);
  const groups: LesionGroup[] = [{ group: 'all', ...summaryOf(sound) }];
  if (threshold !== null) {
    const reached = sound.filter(({ probability }) => probability >= threshold);
    groups.push({ group: 'reached', ...summaryOf(reached) });
  }
  return {
    ...{ model: subject.model, finding, method: chosen, methods, of },
    contradicted: rows.length - sound.length,
    undefinedReasons: tally(sound.flatMap(({ undefinedReason }) => undefinedReason ?? [])),
    sources: tally(sound.map(({ source }) => source)),
    ...{ groups, negative: negativeCases(sound) },
    ...{ asOf: new Date().toISOString(), definitionVersion: LOCALISATION_VERSION },
  };
}

const summaryOf = (rows: readonly Row[]): LesionSummary =>
  summariseLesions(
    rows.map(({ instanceId, patient, figures, negativeOnLesion }) => {
      const { area, hit, mass, rank, iou } = lesionFigures.parse(figures);
      const key = patientKey(patient ?? `case ${instanceId}`);
      return { ...{ patient: key, area, hit, mass, rank, iou }, isNegative: negativeOnLesion };
    }),
    murmur3([rows.length], SEED),
  );

function negativeCases(rows: readonly Row[]): Localisation['negative'] {
  return rows
    .filter(({ negativeOnLesion }) => negativeOnLesion)
    .map(({ instanceId, probability, figures }) => ({
      ...{ instanceId, probability },
      contribution: lesionFigures.parse(figures).contribution,
    }))
    .sort((a, b) => a.contribution - b.contribution)
    .slice(0, NAMED);
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

async function readMethods(db: Db, findingId: number): Promise<string[]> {
  const rows = await db.localisation.findMany({ where: { findingId }, distinct: ['method'], select: { method: true } });
  return rows.map(({ method }) => method).sort();
}

/** One lesion a case: of several sources the one that looked hardest. */
const readRows = (db: Db, findingId: number, method: string): Promise<Row[]> =>
  db.$queryRaw<Row[]>`
    select "instanceId", patient, source, figures, "undefinedReason", "negativeOnLesion", probability, truth
    from (
      select distinct on (p.id) p.instance_id::text as "instanceId", i.patient_key as patient, l.source, l.figures,
        l.undefined_reason as "undefinedReason", l.negative_on_lesion as "negativeOnLesion",
        r.probability, t.value::int as truth, p.at
      from localisation l
      join prediction p on p.id = l.prediction_id
      join instance i on i.id = p.instance_id
      join finding f on f.id = l.finding_id
      join finding_result r on r.prediction_id = p.id and r.finding_id = l.finding_id and r.at = p.at
      left join truth t on t.instance_id = p.instance_id and t.finding = f.name
      where l.finding_id = ${findingId} and l.method = ${method} and l.definition_version = ${LOCALISATION_VERSION}
      order by p.id, array_position(array['pathology', 'reader', 'report', 'phantom'], l.source)
    ) lesion
    order by at desc, "instanceId"
    limit ${MOST}`;

async function count(db: Db, findingId: number, method: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select count(distinct prediction_id)::int as n
    from localisation
    where finding_id = ${findingId} and method = ${method} and definition_version = ${LOCALISATION_VERSION}`;
  return row?.n ?? 0;
}

export const localisationQuery = z.strictObject({
  model: z.string().max(200),
  finding: z.string().max(100),
  method: z.string().max(40).optional(),
  format: z.enum(['json', 'csv']).optional(),
});
