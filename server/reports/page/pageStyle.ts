/** Style of the self-contained page: the product's colours in both themes, always light on paper. No file is asked for. */
export const PAGE_STYLE = `
:root{color-scheme:light;--bg:#f5f6f7;--panel:#fff;--line:#e3e6ea;--strong:#c3c9d0;--ink:#15191d;--ink2:#454e57;--ink3:#616a73;--accent:#0a6880;--relies:#b5350c;--follows:#98500a;--weak:#7a5b00;--plain:#1d62c9}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--bg:#0b0c0e;--panel:#121417;--line:#20242a;--strong:#353c44;--ink:#e3e6e9;--ink2:#aeb5bd;--ink3:#89919a;--accent:#6fc3da;--relies:#ff8a63;--follows:#f2a65a;--weak:#d9bd6a;--plain:#84b4ff}}
*{box-sizing:border-box}
html{background:var(--bg);color:var(--ink);font:400 14px/1.5 Inter,"Inter Variable",system-ui,sans-serif;font-feature-settings:"tnum" 1;-webkit-text-size-adjust:100%}
body{max-width:1120px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:18px;line-height:1.3;margin:0 0 12px}
h3{font-size:14px;margin:20px 0 8px;overflow-wrap:anywhere}
p{margin:0 0 12px;max-width:76ch}
a{color:var(--accent)}
a:focus-visible,.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.sub,.quiet,.empty,footer{color:var(--ink2)}
.hash{font-size:12px;color:var(--ink3);margin-top:8px}
nav ol{margin:20px 0 24px;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;font-size:13px}
section{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:20px;margin:0 0 16px}
.wide{overflow-x:auto;margin:0 0 16px}
table{border-collapse:collapse;width:100%;font-size:13px}
caption{text-align:left;font-weight:600;padding:0 0 6px}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-top:1px solid var(--line)}
thead th{border-top:0;border-bottom:1px solid var(--strong);color:var(--ink2);font-weight:500;font-size:12px;vertical-align:bottom}
tbody th{font-weight:500}
tbody tr:first-child>*{border-top:0}
.num{text-align:right;white-space:nowrap}
.under{display:block;color:var(--ink3);font-size:12px;font-weight:400;line-height:1.4}
code{font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(120px,200px) 1fr;gap:4px 16px;margin:0 0 16px;font-size:13px}
dt{color:var(--ink2)}
dd{margin:0;overflow-wrap:anywhere}
.t-relies{color:var(--relies)}.t-follows,.t-missing{color:var(--follows)}.t-weak,.t-shift{color:var(--weak)}.t-few{color:var(--ink3)}.t-plain{color:var(--plain)}
b.t-below,b.t-plain{color:inherit}
.plot{display:block}
.plot .axis{stroke:var(--strong);stroke-width:1}
.plot .none,.plot .chance{stroke:var(--ink);stroke-width:1.2}
.plot .none{stroke-dasharray:2 2;stroke:var(--ink3)}
.plot .ends{stroke:currentColor;stroke-width:5;stroke-opacity:.45}
.plot circle{fill:currentColor}
footer{font-size:12px}
@media (max-width:600px){body{padding:20px 12px 40px}section{padding:14px}dl{grid-template-columns:1fr}dd{margin:0 0 6px}}
@page{size:A4;margin:14mm}
@media print{html{background:none;font-size:9pt}body{max-width:none;padding:0}nav{display:none}section{border:0;padding:0;margin:0 0 18pt}h2,h3,caption{break-after:avoid}tr{break-inside:avoid}.wide{overflow:visible}table{font-size:8pt}.under,thead th{font-size:7.5pt}}
`;
