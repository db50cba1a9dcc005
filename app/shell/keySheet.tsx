'use client';
import { TourLink } from '@/app/tour/tourLink';
import { keysFor } from './keys';
import type { Place } from './places';
import { useKeys } from './useKeys';

const ID = 'key-sheet';

/** Opens the one sheet of the page, from wherever. */
export function openKeySheet(): void {
  const dialog = document.getElementById(ID);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

function closeKeySheet(): void {
  const dialog = document.getElementById(ID);
  if (dialog instanceof HTMLDialogElement) dialog.close();
}

/** The `?` sheet; once a page, outside everything that may be hidden. */
export function KeySheet({ places }: { places: readonly Place[] }) {
  useKeys({ '?': openKeySheet });
  return (
    <dialog id={ID} className="sheet key-sheet" aria-label="Keys">
      <header>
        <h2>Keys</h2>
        <form method="dialog">
          <button type="submit" className="btn">
            Close
          </button>
        </form>
      </header>
      <div className="key-columns">
        {keysFor(places).map(({ where, keys }) => (
          <section key={where}>
            <h3>{where}</h3>
            <dl>
              {keys.map(({ does, caps }) => (
                <div key={does}>
                  <dt>{does}</dt>
                  <dd>
                    {caps.map((cap) => (
                      <kbd key={cap}>{cap}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>New here</h3>
          <TourLink leave={closeKeySheet} />
        </section>
      </div>
    </dialog>
  );
}
