/** One value of one variable per case, by its index in `levels`. */
export type Category = { name: string; codes: Uint16Array; levels: string[] };

/** `ages`: years, NaN where unknown; `patients`: 32-bit key per case. */
export type Metadata = { categories: Category[]; ages: Float64Array; patients: Uint32Array };

/** Patients that a level must have to get a column of its own: fewer could all be in the fold that is left out. */
export const MIN_LEVEL = 30;

/** Levels of one variable that get a column, the largest; the others are one together. */
const MOST_LEVELS = 20;

/** `columns`: Float64Array [cases] each, without the ones of the intercept; `variables`: those that vary. */
export type Columns = { columns: Float64Array[]; variables: string[] };

/**
 * Columns of a regression on metadata: a dummy for each level of a category but the most frequent one, rare levels taken
 * together, "unknown" a level as any other; the age in units of 20 years from 50, its square, and whether it is unknown.
 */
export function metadataColumns({ categories, ages, patients }: Metadata): Columns {
  const parts = categories.map((category) => ({ name: category.name, columns: dummies(category, patients) }));
  parts.push({ name: 'patientAge', columns: ageColumns(ages, patients) });
  const varying = parts.filter(({ columns }) => columns.length > 0);
  return { columns: varying.flatMap(({ columns }) => columns), variables: varying.map(({ name }) => name) };
}

function dummies({ codes, levels }: Category, patients: Uint32Array): Float64Array[] {
  const sizes = patientsByLevel(codes, levels.length, patients);
  const order = Array.from(sizes.keys()).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const large = order.filter((level) => (sizes[level] ?? 0) >= MIN_LEVEL).slice(0, MOST_LEVELS);
  const rare = new Set(order.filter((level) => !large.includes(level)));
  const [reference, ...own] = large;
  if (reference === undefined) return [];
  const columns = own.map((level) => Float64Array.from(codes, (code) => (code === level ? 1 : 0)));
  const others = Float64Array.from(codes, (code) => (rare.has(code) ? 1 : 0));
  const together = new Set(Array.from(patients).filter((_, i) => others[i] === 1)).size;
  return together >= MIN_LEVEL ? [...columns, others] : columns;
}

function patientsByLevel(codes: Uint16Array, levels: number, patients: Uint32Array): number[] {
  const seen = Array.from({ length: levels }, () => new Set<number>());
  for (const [i, code] of codes.entries()) seen[code]?.add(patients[i] ?? 0);
  return seen.map(({ size }) => size);
}

function ageColumns(ages: Float64Array, patients: Uint32Array): Float64Array[] {
  const known = ages.filter((age) => !Number.isNaN(age));
  const scaled = ages.map((age) => (Number.isNaN(age) ? 0 : (age - 50) / 20));
  const unknown = Float64Array.from(ages, (age) => (Number.isNaN(age) ? 1 : 0));
  const patientsOf = (wanted: number): number =>
    new Set(Array.from(patients).filter((_, i) => unknown[i] === wanted)).size;
  const varies = known.some((age) => age !== known[0]) && patientsOf(0) >= MIN_LEVEL;
  if (!varies) return [];
  const columns = [scaled, scaled.map((age) => age * age)];
  return patientsOf(1) >= MIN_LEVEL ? [...columns, unknown] : columns;
}
