/** The style of the page: light and dark, phone and desk, paper. Colours are classes, so that drawings follow the mode. */

const LIGHT = `
  --paper:#fff; --surface:#f6f8fa; --ink:#1f2328; --quiet:#59636e; --rule:#d0d7de; --link:#0059a8;
  --real:#0072b2; --syn:#e69f00; --lines:rgba(31,35,40,.55); --bad:#a63603; --good:#1a6b3c;
  --m0:#eef2f6; --m1:#cfe1f2; --m2:#93c3df; --m3:#4b97c9; --m4:#1f64a8; --m5:#08306b; --on:#fff; --mid:#1f2328;
  --d0:#08519c; --d1:#3787c0; --d2:#7db8da; --d3:#c6dcec; --d4:#f3f4f6; --d5:#fdd8b4; --d6:#fdae6b; --d7:#e6752a; --d8:#a63603;`;

const DARK = `
  --paper:#0f141a; --surface:#182029; --ink:#e8edf2; --quiet:#a3afbb; --rule:#36424e; --link:#7cc0ff;
  --real:#4da6df; --syn:#f0b429; --lines:rgba(15,20,26,.7); --bad:#ff9d5c; --good:#6fd195;
  --m0:#1f2933; --m1:#24425f; --m2:#2f6690; --m3:#5596c5; --m4:#9cc9e8; --m5:#eaf5ff; --on:#0f141a; --mid:#0f141a;
  --d0:#8cc8ff; --d1:#4f9ddb; --d2:#2f6690; --d3:#24425f; --d4:#1f2933; --d5:#4a3420; --d6:#8a5420; --d7:#d9822b; --d8:#ffc38a;`;

const PAGE = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
main,header{max-width:1180px;margin:0 auto;padding:0 16px}
h1{font-size:1.7rem;line-height:1.2;margin:24px 0 4px;overflow-wrap:anywhere} h2{font-size:1.3rem;margin:0 0 8px} h3{font-size:1rem;margin:0 0 4px;overflow-wrap:anywhere}
p{margin:0 0 12px;max-width:75ch} a{color:var(--link)} .quiet{color:var(--quiet);font-size:.9rem}
section>h3{margin-top:20px} section{padding:24px 0;border-top:1px solid var(--rule)} section:first-of-type{border-top:0}
nav{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--rule)}
nav ul{max-width:1180px;margin:0 auto;padding:6px 16px;display:flex;gap:4px 16px;overflow-x:auto;list-style:none;white-space:nowrap} nav a{display:inline-block;padding:4px 0}
section,dt,article{scroll-margin-top:56px}
.skip{position:absolute;left:-999px} .skip:focus{left:8px;top:8px;z-index:3;background:var(--paper);padding:8px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
button,select,input{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--quiet);border-radius:6px;padding:6px 10px;min-height:40px;max-width:100%}
button{cursor:pointer} .link{background:none;border:0;padding:0;min-height:0;color:var(--link);text-align:left;text-decoration:underline;overflow-wrap:anywhere;font-weight:inherit}
.controls{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;margin:12px 0} .controls label{max-width:100%}
table{border-collapse:collapse;width:100%} th{text-align:left;font-weight:600} td,th{padding:6px 8px 6px 0;vertical-align:top} thead th{color:var(--quiet);font-size:.85rem;font-weight:500}
tbody tr{border-top:1px solid var(--rule)} td{font-variant-numeric:tabular-nums}
.number{font-weight:600;white-space:nowrap}`;

const PARTS = `
.headline{font-size:1.25rem;font-weight:600;max-width:60ch}
.findings{list-style:none;margin:0 0 12px;padding:0} .findings li{display:flex;gap:10px;padding:6px 0;max-width:85ch}
.mark{flex:none;width:1.5em;height:1.5em;line-height:1.5em;border-radius:50%;border:2px solid currentColor;text-align:center;font-weight:700;box-sizing:content-box}
.concern .mark{color:var(--bad)} .minor .mark{color:var(--link)} .good .mark{color:var(--good)} .missing .mark{color:var(--quiet);border-style:dashed}
.absent td{color:var(--quiet)} .caution{border-left:4px solid var(--bad);padding-left:12px;font-weight:600}
.bullet{display:block;overflow:visible} .bullet .axis{stroke:var(--rule)} .bullet .band{fill:var(--quiet);fill-opacity:.35} .bullet .whisker{stroke:var(--real);stroke-width:2} .bullet .tick{stroke:var(--ink);stroke-width:2.5} .bullet .value{fill:var(--real);stroke:var(--paper);stroke-width:1.5}
p .bullet{display:inline-block;vertical-align:middle}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:0 0 12px;font-size:.85rem} .swatch{display:inline-block;width:1.1em;height:1.1em;margin-right:6px;vertical-align:-.2em;border:1px solid var(--quiet)}
.scroll{position:relative;overflow-x:auto;max-width:100%;padding:4px} .scroll svg{display:block} .scroll svg{font-size:12px} .scroll svg text,.heat text,.curves text{fill:var(--ink)} .curves text{font-size:12px}
.m0{fill:var(--m0);background:var(--m0)}.m1{fill:var(--m1);background:var(--m1)}.m2{fill:var(--m2);background:var(--m2)}.m3{fill:var(--m3);background:var(--m3)}.m4{fill:var(--m4);background:var(--m4)}.m5{fill:var(--m5);background:var(--m5)}
.mx{fill:url(#absent);background:repeating-linear-gradient(45deg,var(--quiet) 0 1px,transparent 1px 4px)} svg text.on{fill:var(--on)!important} svg text.mid{fill:var(--mid)!important} .here{fill:none;stroke:var(--bad);stroke-width:3}
.cell{cursor:pointer} .spoken{min-height:3em;font-size:.95rem}
.panel{border:1px solid var(--rule);border-radius:8px;padding:16px;background:var(--surface);scroll-margin-top:56px} .panel-head{display:flex;justify-content:space-between;gap:12px;align-items:start}
.heats{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:16px;margin:12px 0} .heat{margin:0;min-width:0} .heat svg{width:100%;height:auto;display:block} .heat text{font-size:11px} figcaption{font-size:.9rem}
.d0{fill:var(--d0)}.d1{fill:var(--d1)}.d2{fill:var(--d2)}.d3{fill:var(--d3)}.d4{fill:var(--d4)}.d5{fill:var(--d5)}.d6{fill:var(--d6)}.d7{fill:var(--d7)}.d8{fill:var(--d8)}
.columns3{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:24px} .columns3>div{min-width:0} .worst tbody th{overflow-wrap:anywhere} .worst td{white-space:nowrap}
.cards{align-items:start;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:16px} .card{border:1px solid var(--rule);border-radius:8px;padding:12px;min-width:0;break-inside:avoid;content-visibility:auto;contain-intrinsic-size:auto 380px} .card[hidden]{display:none}
.shares{font-size:.85rem;table-layout:fixed} .shares th,.shares td{padding:3px 6px 3px 0} .shares tbody tr{border:0} .shares th{overflow-wrap:anywhere;font-weight:400} .shares th:nth-child(1){width:34%} .shares th:nth-child(n+3),.shares td:nth-child(n+3){width:4.9em;text-align:right;padding-right:0}
.shares.wide{max-width:640px} caption{text-align:left;color:var(--quiet);font-size:.9rem;padding-bottom:6px}
.bars svg{width:100%;display:block} .real{fill:var(--real)} .syn{fill:var(--syn)} .hatch{fill:url(#hatch)} .key-row{display:flex;gap:16px;font-size:.9rem}
.curves{margin:0 0 16px;max-width:560px} .curves>svg{width:100%;height:auto} .rule{stroke:var(--rule)} .curve{fill:none;stroke-width:2.5} .one{stroke:var(--syn)} .two{stroke:var(--real);stroke-dasharray:7 4} .three{stroke:var(--quiet);stroke-dasharray:2 3} .four{stroke:var(--ink);stroke-dasharray:8 3 2 3} .key{margin-right:16px;white-space:nowrap}
.stairs{width:100%;height:auto;display:block;margin-top:6px} .curve.solid{stroke-dasharray:none;stroke-width:2} .curve.dashed{stroke:var(--ink);stroke-dasharray:4 3;stroke-width:1.6} .small{font-size:.8rem;margin:6px 0 0;color:var(--quiet)} .small span{white-space:nowrap;margin-right:8px} .small b{color:var(--ink)}
.chapter th{padding-top:18px;color:var(--quiet);font-size:.85rem;font-weight:600} tbody .chapter{border-top:0} details{margin:0 0 12px} summary{cursor:pointer;padding:6px 0} .rows{font-size:.9rem;padding-left:1.2em} .rows li{margin-bottom:6px;max-width:95ch}
.plain{max-width:640px;font-size:.9rem} .plain.wide{max-width:none} .plain.wide td{white-space:nowrap;padding-right:16px} .plain.wide th{padding-right:16px} .plain.wide tbody th{overflow-wrap:anywhere;min-width:9em} .plain:not(.wide) td:nth-last-child(-n+3){white-space:nowrap} dt{font-weight:600;margin-top:12px} dd{margin:0;max-width:80ch} .facts>div{display:flex;flex-wrap:wrap;gap:0 12px} .facts dt{margin:0;min-width:7em} .facts dd{flex:1;min-width:14em;overflow-wrap:anywhere}
@media (max-width:640px){.numbers thead{display:none} .numbers tr{display:block;padding:8px 0} .numbers th,.numbers td{display:block;padding:1px 0} .numbers td.number{font-size:1.15rem} h1{font-size:1.4rem}}
@media (min-width:641px){.numbers th:first-child{width:26%} .numbers th:nth-child(2){width:12%} .numbers .drawing{width:200px}}`;

const PRINT = `
@media print{:root{${LIGHT}} *{-webkit-print-color-adjust:exact;print-color-adjust:exact} body{font-size:10pt} nav,.controls,.spoken,.skip,.panel button,.findings a{display:none} .link{color:inherit;text-decoration:none} main,header{max-width:none;padding:0}
section{padding:12px 0} h2,h3,thead{break-after:avoid} tr,.heat,.findings li,dd{break-inside:avoid} .scroll{overflow:visible} .scroll svg{max-width:100%;height:auto} .heats{grid-template-columns:1fr 1fr} .cards{display:block;columns:3;column-gap:12px} .card{margin-bottom:12px} .chapter,thead tr{break-after:avoid} details:not([open]){display:none} .card{content-visibility:visible} a{color:inherit;text-decoration:none} .here{display:none}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}`;

/** The whole style sheet. */
export const style =
  `:root{color-scheme:light dark;${LIGHT}}@media screen and (prefers-color-scheme:dark){:root{${DARK}}}${PAGE}${PARTS}${PRINT}`.replace(
    /\n\s*/g,
    "\n",
  );
