'use client';
import { useEffect, useRef, useState } from 'react';

type Props = {
  title: string;
  html: string;
  /** Of the page's policy, which holds in the frame too. */
  nonce: string | undefined;
};

/** About the width of a page on paper, in pixels; what is measured narrower is never too short there. */
const PAPER = 640;

/**
 * A report within a page, as high as it is long. No script runs in it: of the same origin it is only so that its height
 * can be read.
 */
export function ReportFrame({ title, html, nonce }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  // The policy of the document is that of its first answer, whatever nonce a later refresh brings.
  const [first] = useState(nonce);
  useEffect(() => {
    const own = frame.current;
    if (own === null) return;
    const fit = (): void => fitHeight(own);
    const narrow = (): void => {
      own.style.width = `${PAPER}px`;
      fit();
      own.style.width = '';
    };
    const watch = new ResizeObserver(fit);
    watch.observe(own);
    own.addEventListener('load', fit);
    addEventListener('beforeprint', narrow);
    addEventListener('afterprint', fit);
    fit();
    return () => {
      watch.disconnect();
      own.removeEventListener('load', fit);
      removeEventListener('beforeprint', narrow);
      removeEventListener('afterprint', fit);
    };
  }, []);
  return (
    <iframe
      ref={frame}
      className="shared-report"
      title={title}
      sandbox="allow-same-origin"
      srcDoc={withNonce(html, first)}
    />
  );
}

/** Before the report is there, the height of the style holds. */
function fitHeight(frame: HTMLIFrameElement): void {
  const inside = frame.contentDocument;
  const main = inside?.querySelector('main');
  if (inside == null || main == null) return;
  const borders = frame.offsetHeight - frame.clientHeight;
  frame.style.height = `${Math.ceil(inside.documentElement.getBoundingClientRect().height) + borders}px`;
}

const withNonce = (html: string, nonce: string | undefined): string =>
  nonce === undefined ? html : html.replaceAll('<style>', `<style nonce="${nonce}">`);
