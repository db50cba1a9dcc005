import type { ProblemBody } from './problemBody';

/** Seconds between two looks of a page that waits. */
const LOOK_SECONDS = 3;

/** Whether a person opens this in a browser, who is served better by a page than by JSON. */
export function wantsPage(method: string | undefined, path: string, accept: string | undefined): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return !/^\/(api|_next)\//.test(path) && /\btext\/html\b/.test(accept ?? '');
}

const inHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/**
 * A problem as a page that needs nothing else of ours, which may be away as well. One that passes looks again by
 * itself until its own address answers; the theme is the one that the reader chose on our pages. `nonce`: of the page's
 * policy.
 */
export function problemPage({ title, status, detail }: ProblemBody, nonce?: string): string {
  const passes = status === 503;
  const allowed = nonce === undefined ? '' : ` nonce="${nonce}"`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${inHtml(title)} · Sightline</title>
${passes ? '<noscript><meta http-equiv="refresh" content="10"></noscript>' : ''}
<style${allowed}>${STYLE}</style>
<script${allowed}>${THEME}</script>
</head>
<body>
<main>
<p><b>Sightline</b></p>
<h1>${inHtml(title)}</h1>
<p role="alert">${inHtml(sentence(detail))}</p>
${passes ? WAITS : ''}
<p class="dim">Not for diagnostic use.</p>
</main>
${passes ? `<script${allowed}>${LOOK}</script>` : ''}
</body>
</html>
`;
}

const WAITS = `<p class="dim">Nothing that was accepted is lost. This page comes back by itself.</p>
<p><a href="">Try now</a></p>`;

const STYLE = `
:root{color-scheme:dark;--bg:#0b0c0e;--ink:#e3e6e9;--dim:#aeb5bd;--accent:#6fc3da}
:root[data-theme=light]{color-scheme:light;--bg:#f5f6f7;--ink:#15191d;--dim:#454e57;--accent:#0a6880}
@media (prefers-color-scheme:light){:root:not([data-theme]){color-scheme:light;--bg:#f5f6f7;--ink:#15191d;--dim:#454e57;--accent:#0a6880}}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/22px "Inter Variable",Inter,system-ui,sans-serif}
main{max-width:440px;margin:0 auto;padding:14vh 16px 32px;overflow-wrap:anywhere}
h1{font-size:20px;line-height:28px;font-weight:600}
.dim{color:var(--dim)}
a{color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

const THEME = `try{const t=localStorage.getItem('sightline.theme');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch{}`;

/** A redirect counts as an answer: it leads to the sign-in page. */
const LOOK = `setInterval(()=>fetch(location.href,{method:'HEAD',cache:'no-store',redirect:'manual'}).then((a)=>{if(a.status!==503)location.reload()},()=>{}),${LOOK_SECONDS * 1000})`;
