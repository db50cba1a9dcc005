import { AlarmBadge } from '@/app/alarms/alarmBadge';
import { DeadBadge } from '@/app/jobs/deadBadge';
import { Icon, Mark } from './icons';
import { KeysButton } from './keysButton';
import { MoreTab } from './moreTab';
import { NavLink } from './navLink';
import type { Place } from './places';
import { ThemeSwitch } from './themeSwitch';
import { type Visitor, WhoIsIn } from './whoIsIn';

/** The left rail of wide screens. */
export function Rail({ places, visitor }: { places: readonly Place[]; visitor: Visitor | null }) {
  return (
    <nav className="rail" aria-label="Main">
      <span className="brand">
        <Mark />
        Sightline
      </span>
      {places.map(({ href, name, icon }) => (
        <NavLink key={href} href={href} className="rail-link">
          <Icon name={icon} />
          {name}
          {href === '/jobs' && <DeadBadge />}
          {href === '/alarms' && <AlarmBadge />}
        </NavLink>
      ))}
      <div className="rail-foot">
        <ThemeSwitch />
        <KeysButton />
        <WhoIsIn visitor={visitor} />
        <span>Not for diagnostic use</span>
      </div>
    </nav>
  );
}

/** The five tabs of phones. */
export function Tabs({ places, visitor }: { places: readonly Place[]; visitor: Visitor | null }) {
  return (
    <nav className="tabs" aria-label="Main, phone">
      {places
        .filter(({ tab }) => tab)
        .map(({ href, name, icon }) => (
          <NavLink key={href} href={href} className="tab">
            <Icon name={icon} />
            {name}
          </NavLink>
        ))}
      <MoreTab places={places} dead={<DeadBadge />} who={<WhoIsIn visitor={visitor} />} />
    </nav>
  );
}
