import { Icon, type IconName, Mark } from './icons';
import { KeysButton } from './keysButton';
import { MoreTab } from './moreTab';
import { NavLink } from './navLink';
import { ThemeSwitch } from './themeSwitch';

const PAGES: { href: string; name: string; icon: IconName }[] = [
  { href: '/', name: 'Overview', icon: 'overview' },
  { href: '/models', name: 'Models', icon: 'models' },
  { href: '/cases', name: 'Cases', icon: 'cases' },
  { href: '/upload', name: 'Upload', icon: 'upload' },
];

/** The left rail of wide screens. */
export function Rail() {
  return (
    <nav className="rail" aria-label="Main">
      <span className="brand">
        <Mark />
        Sightline
      </span>
      {PAGES.map(({ href, name, icon }) => (
        <NavLink key={href} href={href} className="rail-link">
          <Icon name={icon} />
          {name}
        </NavLink>
      ))}
      <div className="rail-foot">
        <ThemeSwitch />
        <form method="post" action="/api/v1/signout">
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
      {PAGES.map(({ href, name, icon }) => (
        <NavLink key={href} href={href} className="tab">
          <Icon name={icon} />
          {name}
        </NavLink>
      ))}
      <MoreTab />
    </nav>
  );
}
