import { DeadBadge } from '@/app/jobs/deadBadge';
import { withBase } from '@/app/shell/basePath';
import { Icon, Mark } from './icons';
import { KeysButton } from './keysButton';
import { MoreTab } from './moreTab';
import { NavLink } from './navLink';
import { PLACES } from './places';
import { ThemeSwitch } from './themeSwitch';

/** The left rail of wide screens. */
export function Rail() {
  return (
    <nav className="rail" aria-label="Main">
      <span className="brand">
        <Mark />
        Sightline
      </span>
      {PLACES.map(({ href, name, icon }) => (
        <NavLink key={href} href={href} className="rail-link">
          <Icon name={icon} />
          {name}
          {href === '/jobs' && <DeadBadge />}
        </NavLink>
      ))}
      <div className="rail-foot">
        <ThemeSwitch />
        <form method="post" action={withBase('/api/v1/signout')}>
          <button type="submit" className="btn quiet">
            Sign out
          </button>
        </form>
        <KeysButton />
        <span>Not for diagnostic use</span>
      </div>
    </nav>
  );
}

/** The five tabs of phones. */
export function Tabs() {
  return (
    <nav className="tabs" aria-label="Main, phone">
      {PLACES.filter(({ tab }) => tab).map(({ href, name, icon }) => (
        <NavLink key={href} href={href} className="tab">
          <Icon name={icon} />
          {name}
        </NavLink>
      ))}
      <MoreTab dead={<DeadBadge />} />
    </nav>
  );
}
