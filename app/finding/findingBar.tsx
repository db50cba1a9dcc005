'use client';
import { useRouter } from 'next/navigation';
import { PageLink } from '@/app/shell/pageLink';
import { useKeys } from '@/app/shell/useKeys';

type Neighbour = { name: string; href: string } | null;

/** The ways to the previous and the next finding of the version; the page's conditions go along. */
export function FindingNeighbours({ previous, next, place }: { previous: Neighbour; next: Neighbour; place: string }) {
  const router = useRouter();
  const go = (to: Neighbour) => () => {
    if (to !== null) router.push(to.href);
  };
  useKeys({ '[': go(previous), ']': go(next) });
  return (
    <nav className="finding-neighbours" aria-label="Findings of this version">
      <Step to={previous} word="Previous" cap="[" />
      <span className="small faint">{place}</span>
      <Step to={next} word="Next" cap="]" />
    </nav>
  );
}

function Step({ to, word, cap }: { to: Neighbour; word: string; cap: string }) {
  if (to === null) return null;
  return (
    <PageLink
      className="btn"
      href={to.href}
      title={`${word} finding: ${to.name}`}
      aria-label={`${word} finding: ${to.name}`}
    >
      <span className="cut">{to.name}</span> <kbd>{cap}</kbd>
    </PageLink>
  );
}
