import { count } from '@/app/format/number';
import type { TellingEdit, TellingEdits } from '@/server/queries/tellingEdits';
import { EditCard } from './editCard';
import { EDIT_WORDS } from './editWords';

/** Cards a kind: one row of a wide page. */
const CARDS = 4;

type Props = { telling: TellingEdits; model: string; finding: string };

/** The cases that one kind of edit moved furthest, both ways. */
export function EditGallery({ telling: { kind, n, up, down }, model, finding }: Props) {
  const cards = mostTelling(up, down, CARDS);
  if (cards.length === 0) return null;
  const { name, says } = EDIT_WORDS[kind];
  return (
    <section className="edit-gallery" aria-label={`${name}: cases that moved most`}>
      <h3>
        {name} <span className="small dim">{says}</span>
      </h3>
      <ul>
        {cards.map((edit) => (
          <EditCard key={edit.editId} edit={edit} model={model} finding={finding} />
        ))}
      </ul>
      {n > cards.length && (
        <p className="small faint">
          The {count(cards.length)} that moved most of {count(n)}: examples, not the rule.
        </p>
      )}
    </section>
  );
}

/** Half of them upwards and half downwards where both are there, furthest first. */
export function mostTelling(up: readonly TellingEdit[], down: readonly TellingEdit[], most: number): TellingEdit[] {
  const half = most / 2;
  const ups = up.slice(0, Math.max(half, most - down.length));
  const downs = down.slice(0, most - Math.min(ups.length, most));
  return [...ups, ...downs].toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
}
