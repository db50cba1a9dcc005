import type { Db } from '@/server/db/client';

const REFERENCE = /^([a-z-]+)[ :]([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

type Named = { id: string; name: string };
type Ids = { id: { in: string[] } };

const named = <Row extends { id: string }>(rows: readonly Row[], nameOf: (row: Row) => string): Named[] =>
  rows.map((row) => ({ id: row.id, name: nameOf(row) }));

/** Where the name of each kind of thing is. What is not here has none: images, reads, sessions. */
const FINDERS: Record<string, (db: Db, where: Ids) => Promise<Named[]>> = {
  account: (db, where) => db.account.findMany({ where, select: { id: true, name: true } }),
  key: (db, where) => db.apiKey.findMany({ where, select: { id: true, name: true } }),
  channel: (db, where) => db.channel.findMany({ where, select: { id: true, name: true } }),
  'flag-rule': (db, where) => db.flagRule.findMany({ where, select: { id: true, name: true } }),
  'alarm-rule': (db, where) => db.alarmRule.findMany({ where, select: { id: true, name: true } }),
  link: async (db, where) =>
    named(await db.auditLink.findMany({ where, select: { id: true, label: true } }), ({ label }) => label),
  report: async (db, where) =>
    named(await db.report.findMany({ where, select: { id: true, title: true } }), ({ title }) => title),
  version: async (db, where) =>
    named(
      await db.modelVersion.findMany({ where, select: { id: true, version: true, model: { select: { name: true } } } }),
      ({ version, model }) => `${model.name}@${version}`,
    ),
};

/**
 * Names of actors (`account <id>`) and subjects (`link:<id>`) by how they are recorded. They are today's names: the
 * trail itself holds none. What is gone, or never had a name, is not in the answer.
 */
export async function trailNames(db: Db, references: readonly string[]): Promise<Map<string, string>> {
  const asked = [...new Set(references)].flatMap((reference) => {
    const [, kind, id] = REFERENCE.exec(reference) ?? [];
    return kind === undefined || id === undefined || !(kind in FINDERS) ? [] : [{ reference, kind, id }];
  });
  const found = await Promise.all(
    Object.entries(FINDERS).map(async ([kind, find]) => {
      const ids = asked.flatMap((one) => (one.kind === kind ? [one.id] : []));
      const rows = ids.length === 0 ? [] : await find(db, { id: { in: ids } });
      return rows.map(({ id, name }) => [`${kind} ${id}`, name] as const);
    }),
  );
  const names = new Map(found.flat());
  return new Map(
    asked.flatMap(({ reference, kind, id }) => {
      const name = names.get(`${kind} ${id}`)?.trim() ?? '';
      return name === '' ? [] : [[reference, name] as const];
    }),
  );
}

/** Actors as recorded that a person may have meant by `text`: part of a name, an address or a label; at most 100 each. */
export async function actorsNamed(db: Db, text: string): Promise<string[]> {
  const like = { contains: text, mode: 'insensitive' as const };
  const [accounts, keys, links] = await Promise.all([
    db.account.findMany({ where: { OR: [{ name: like }, { email: like }] }, select: { id: true }, take: 100 }),
    db.apiKey.findMany({ where: { name: like }, select: { id: true }, take: 100 }),
    db.auditLink.findMany({ where: { label: like }, select: { id: true }, take: 100 }),
  ]);
  return [
    ...accounts.map(({ id }) => `account ${id}`),
    ...keys.map(({ id }) => `key ${id}`),
    ...links.map(({ id }) => `link ${id}`),
  ];
}
