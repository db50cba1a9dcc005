import type { AskGroup } from '@/app/review/askForReviews';

/** A case of the list, and what a reader would be asked of it: the finding that its row shows; null where there is none. */
export type ListedCase = { id: string; asks: { model: string; finding: string } | null };

/** What is ticked. `list`: the filter whose cases they are; `last`: ticked or unticked last, where a range begins. */
export type Choice = { list: string; cases: ReadonlyMap<string, ListedCase>; last: string | null };

/** At most so many can be chosen: as many as one link shows or one request asks about. */
export const MOST_CHOSEN = 200;

export const noChoice = (list: string): Choice => ({ list, cases: new Map(), last: null });

/** The choice as it holds for a list: cases of another filter are forgotten. */
export const choiceFor = (choice: Choice, list: string): Choice => (choice.list === list ? choice : noChoice(list));

/** Ticks or unticks one case of a page; with `range` all from the one before to it become as it becomes. */
export function ticked(choice: Choice, page: readonly ListedCase[], id: string, range: boolean): Choice {
  const to = page.findIndex((one) => one.id === id);
  if (to === -1) return choice;
  const before = range ? page.findIndex((one) => one.id === choice.last) : -1;
  const from = before === -1 ? to : before;
  const stretch = page.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ...turned(choice, stretch, !choice.cases.has(id)), last: id };
}

/** Ticks all cases of a page, or none of them; those of other pages stay as they are. */
export const tickedPage = (choice: Choice, page: readonly ListedCase[], all: boolean): Choice => ({
  ...turned(choice, page, all),
  last: null,
});

function turned(choice: Choice, some: readonly ListedCase[], on: boolean): Choice {
  const cases = new Map(choice.cases);
  for (const one of some) {
    if (!on) cases.delete(one.id);
    else if (cases.has(one.id) || cases.size < MOST_CHOSEN) cases.set(one.id, one);
  }
  return { ...choice, cases };
}

/** The chosen cases by model and finding; cases without a result are left out. */
export function askGroups(cases: Iterable<ListedCase>): AskGroup[] {
  const groups = new Map<string, AskGroup>();
  for (const { id, asks } of cases) {
    if (asks === null) continue;
    const key = `${asks.model} ${asks.finding}`;
    const group = groups.get(key) ?? { ...asks, instanceIds: [] };
    group.instanceIds.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
