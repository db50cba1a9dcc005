'use client';
import { createContext, type ReactNode, useContext } from 'react';
import { useMasks } from '@/app/viewer/useMasks';
import type { CaseLesion } from '@/server/queries/caseLesions';
import './localisation.css';

const Paths = createContext<readonly string[]>([]);

/** Reads and traces where the shown finding is, for whatever outlines it within. */
export function LesionOutlines({ lesions, children }: { lesions: CaseLesion[]; children: ReactNode }) {
  const layers = useMasks(
    lesions.map(({ source, area, links }) => ({
      ...{ zone: 'body-other' as const, source, area, href: links.mask },
      ...{ height: 0, width: 0 },
    })),
  );
  return <Paths.Provider value={layers.map(({ path }) => path)}>{children}</Paths.Provider>;
}

/** The outlines of the lesion, on a picture of 1000 × 1000 units. */
export function LesionOutline() {
  const paths = useContext(Paths);
  if (paths.length === 0) return null;
  return (
    <svg
      viewBox="0 0 1000 1000"
      preserveAspectRatio="none"
      className="contours"
      role="img"
      aria-label="Lesion, outlined"
    >
      {paths.map((path) => (
        <path key={path} d={path} className="lesion-outline" vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
