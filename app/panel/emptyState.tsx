import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/app/shell/icons';

type Props = { icon?: IconName; title: string; children: ReactNode };

/** A designed absence: what is not there, why, and the next step (as a child). */
export function EmptyState({ icon = 'empty', title, children }: Props) {
  return (
    <div className="state">
      <Icon name={icon} size={28} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
