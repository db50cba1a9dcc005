import { type Db, db as processDb } from '@/server/db/client';
import { versionCondition } from '@/server/db/versionCondition';
import { dayText } from './days';

const DAY = 86_400_000;

/** Days of the period that is proposed, where the results reach over more. */
const LONGEST = 90;

/** A reference period that a form starts with: the first half of a version's results, at most 90 days of it. */
export async function proposedPeriod(model: string, db: Db = processDb()): Promise<{ from: string; to: string }> {
  const version = await db.modelVersion.findFirst({ where: versionCondition(model), select: { id: true } });
  const where = { versionId: version?.id ?? '00000000-0000-0000-0000-000000000000', at: { lte: new Date() } };
  const [oldest, newest] = await Promise.all([
    db.prediction.findFirst({ where, orderBy: { at: 'asc' }, select: { at: true } }),
    db.prediction.findFirst({ where, orderBy: { at: 'desc' }, select: { at: true } }),
  ]);
  const from = oldest?.at ?? new Date();
  const days = ((newest?.at ?? from).getTime() - from.getTime()) / DAY;
  return { from: dayText(from), to: dayText(new Date(from.getTime() + Math.min(LONGEST, Math.floor(days / 2)) * DAY)) };
}
