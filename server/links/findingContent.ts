import type { RollupFilter, Stratifier } from '@/server/cohort/cohortFilter';
import { getEvidence } from '@/server/queries/evidence';
import { getStatistics } from '@/server/queries/statistics';
import type { StratumStatistics } from '@/server/queries/stratumStatistics';
import { siteCodes, viewCode } from './deidentify';
import type { LinkFinding, LinkStratum } from './linkContent';
import type { LinkPolicy } from './linkPolicy';
import { SMALLEST, suppressStrata } from './suppressStrata';

/** Variables that strangers may see strata of: departments, scanners and radiologists have names. */
const SHOWN = ['site', 'viewPosition', 'portable', 'patientSex', 'ageBand'] as const satisfies readonly Stratifier[];

/** Of metadata, which a policy may leave out. */
const PERSONAL = new Set<Stratifier>(['patientSex', 'ageBand']);

/** What a link tells of one finding of one version: the verdict, the whole, and strata without names or small groups. */
export async function findingContent(
  subject: { model: string; finding: string },
  policy: LinkPolicy,
  salt: Uint8Array,
): Promise<LinkFinding> {
  const filter: RollupFilter = { model: subject.model, finding: subject.finding };
  const shown = SHOWN.filter((by) => policy.metadata || !PERSONAL.has(by));
  const [evidence, whole, ...tables] = await Promise.all([
    getEvidence(subject.model, subject.finding),
    getStatistics(filter, null),
    ...shown.map(async (by) => ({ by, statistics: await getStatistics(filter, by) })),
  ]);
  const { total } = whole;
  const { mean, low, high, areaOutside, n } = total.outsideShare;
  const [all] = suppressStrata([stratumOf('All', total)]);
  return {
    model: whole.model,
    finding: whole.finding,
    grade: evidence.verdict.grade,
    total: all ?? { name: 'All', n: null, auc: null, low: null, high: null },
    outside: policy.map && n >= SMALLEST ? { mean, low, high, chance: areaOutside, n } : null,
    tables: tables.map(({ by, statistics }) => {
      const rows = statistics.strata.map((row) => stratumOf(row.stratum[by] ?? '', row));
      return { by, strata: named(suppressStrata(rows), by, salt) };
    }),
  };
}

const stratumOf = (name: string, { n, auc }: StratumStatistics): LinkStratum => ({
  name,
  n,
  auc: auc.value,
  low: auc.low,
  high: auc.high,
});

/** Strata under names that tell nothing of a place. What no code stands for is of one group. */
function named(strata: readonly LinkStratum[], by: Stratifier, salt: Uint8Array): LinkStratum[] {
  if (by === 'site') {
    const codes = siteCodes(
      salt,
      strata.map(({ name }) => name),
    );
    return strata
      .map((row) => ({ ...row, name: codes.get(row.name) ?? 'Site' }))
      .sort((a, b) => a.name.length - b.name.length || a.name.localeCompare(b.name));
  }
  if (by !== 'viewPosition') return [...strata];
  return strata.map((row, index) => ({
    ...row,
    name: row.name === 'unknown' ? row.name : (viewCode(row.name) ?? `Other ${index + 1}`),
  }));
}
