'use client';
import { useEffect } from 'react';
import { withBase } from '@/app/shell/basePath';
import { type SavedFile, savedFile } from './savedFile';

/** Tells the audit trail of each file that a page makes of its own figures, when its link is followed. Shows nothing. */
export function ToldExports(): null {
  useEffect(() => {
    const hear = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest('a[download]') : null;
      const file = link instanceof HTMLAnchorElement ? savedFile(link.download, link.href) : null;
      if (file !== null) void tell(file);
    };
    document.addEventListener('click', hear, true);
    return () => document.removeEventListener('click', hear, true);
  }, []);
  return null;
}

async function tell({ name, rows, bytes }: SavedFile): Promise<void> {
  const page = window.location.pathname.slice(0, 300);
  const body = { file: name, page, rows, bytes: bytes.length, sha256: await sha256Of(bytes) };
  await fetch(withBase('/api/v1/exports'), {
    ...{ method: 'POST', keepalive: true, body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json' },
  }).catch(() => undefined);
}

/** Browsers hash only on pages that came by https, or from the machine itself. */
async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  if (!window.isSecureContext) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
