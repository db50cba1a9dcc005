'use client';
import { type ReactNode, useRef } from 'react';
import { TourLink } from '@/app/tour/tourLink';
import { Icon } from './icons';
import { NavLink } from './navLink';
import type { Place } from './places';
import { ThemeSwitch } from './themeSwitch';

/** The fifth tab of phones: what the rail's foot holds on wide screens. `dead`: the badge of the jobs under it. */
export function MoreTab({ places, dead, who }: { places: readonly Place[]; dead: ReactNode; who: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="tab" onClick={() => dialog.current?.showModal()}>
        <Icon name="more" />
        More
        {dead}
      </button>
      <dialog ref={dialog} className="sheet" aria-label="More">
        <header>
          <h2>More</h2>
          <form method="dialog">
            <button type="submit" className="btn">
              Close
            </button>
          </form>
        </header>
        <div className="stack">
          {places
            .filter(({ tab }) => !tab)
            .map(({ href, name, icon }) => (
              <NavLink key={href} href={href} className="rail-link" onClick={() => dialog.current?.close()}>
                <Icon name={icon} />
                {name}
                {href === '/jobs' && dead}
              </NavLink>
            ))}
          <ThemeSwitch />
          <TourLink leave={() => dialog.current?.close()} />
          {who}
          <p className="small dim">Not for diagnostic use.</p>
        </div>
      </dialog>
    </>
  );
}
