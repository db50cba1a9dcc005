import type { Metadata } from 'next';
import { withBase } from '@/app/shell/basePath';
import { Mark } from './shell/icons';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="entry" id="content" tabIndex={-1}>
      <span className="brand">
        <Mark />
        Sightline
      </span>
      <h1>There is nothing at this address</h1>
      <p className="dim">The case or model may never have been here, or the link was cut. Nothing was lost.</p>
      <p className="entry-links">
        <a className="btn primary" href={withBase('/')}>
          Overview
        </a>
        <a className="btn" href={withBase('/cases')}>
          Cases
        </a>
      </p>
    </main>
  );
}
