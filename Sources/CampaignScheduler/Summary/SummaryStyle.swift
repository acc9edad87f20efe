/// The page's style: quiet, one accent, readable on a screen by day and night and on A4.
enum SummaryStyle {
  static let sheet = """
    :root{color-scheme:light dark;--paper:#fff;--ink:#1b222b;--soft:#5b6673;--line:#d8dde3;--tint:#f4f6f8;\
    --accent:#a3282d;--bar:#2f6690;--track:#e6ebf0;--s1:#7fa8c9;--s2:#c2a878;--s3:#c98b7f;--s4:#b8bfc7;--warn:#8a5a00}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e4e8ec;--soft:#9aa5b1;--line:#333b45;\
    --tint:#1b2128;--accent:#e0797c;--bar:#6ea8d2;--track:#29313a;--s1:#47799f;--s2:#a08a5e;--s3:#a86c61;--s4:#55606c;\
    --warn:#d9a441}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.65 "PingFang SC","Microsoft YaHei",\
    "Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif;font-variant-numeric:tabular-nums}
    main{max-width:860px;margin:0 auto;padding:40px 28px 56px}
    header{border-bottom:3px solid var(--accent);padding-bottom:14px;margin-bottom:26px}
    h1{font:700 27px/1.35 "Songti SC","Noto Serif CJK SC","Source Han Serif SC",SimSun,Georgia,serif;margin:0 0 6px;\
    letter-spacing:.02em}
    header p{margin:0;color:var(--soft)}
    h2{font-size:17px;line-height:1.4;margin:36px 0 12px;padding-left:10px;border-left:4px solid var(--accent)}
    h3{font-size:15px;margin:18px 0 6px}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin:0;padding:0;list-style:none}
    .tiles li{background:var(--tint);border-radius:6px;padding:12px 14px}
    .tiles b{display:block;font-size:23px;line-height:1.3;font-weight:650}
    .tiles span{color:var(--soft);font-size:13px}
    .tiles small{display:block;color:var(--soft);font-size:12.5px;line-height:1.5;margin-top:2px}
    table{width:100%;border-collapse:collapse;font-size:14px}
    caption{text-align:left;color:var(--soft);font-size:13px;padding:0 0 6px}
    th,td{padding:6px 10px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    thead th{color:var(--soft);font-weight:500;font-size:13px;border-bottom-color:var(--soft)}
    tbody th{font-weight:500}
    td.n,th.n{text-align:right;white-space:nowrap}
    td.b{width:42%;min-width:5em;vertical-align:middle}
    tbody th{min-width:6em}td.n{min-width:4em}
    tr.none th,tr.none td{color:var(--soft)}
    td:last-child,th:last-child{padding-right:0}
    svg{display:block;width:100%}
    svg.bar{height:11px;border-radius:2px}
    svg.columns{height:auto;max-height:240px}
    .track{fill:var(--track)}.fill{fill:var(--bar)}.beyond{fill:var(--accent)}
    .share-0{fill:var(--bar)}.share-1{fill:var(--s1)}.share-2{fill:var(--s2)}.share-3{fill:var(--s3)}.share-4{fill:var(--s4)}
    .grid{stroke:var(--line);stroke-width:1}
    svg text{font-size:12px;fill:var(--ink)}svg text.tick{fill:var(--soft)}
    .key{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin:0 .35em 0 .9em;vertical-align:-.05em}
    .key:first-child{margin-left:0}
    .k0{background:var(--bar)}.k1{background:var(--s1)}.k2{background:var(--s2)}.k3{background:var(--s3)}\
    .k4{background:var(--s4)}
    figure{margin:0}
    details{margin-top:6px;font-size:13px;color:var(--soft)}
    summary{cursor:pointer}
    details table{font-size:13px;color:var(--ink);max-width:320px}
    .notes{margin:0;padding:0;list-style:none}
    .notes li{padding:6px 0;border-bottom:1px solid var(--line)}
    .notes code{color:var(--warn);font-size:12px;font-family:ui-monospace,Consolas,monospace;margin-right:.6em}
    .up::before{content:"▲ ";font-size:.75em;color:var(--bar)}
    .down::before{content:"▼ ";font-size:.75em;color:var(--accent)}
    footer{margin-top:36px;padding-top:10px;border-top:1px solid var(--line);color:var(--soft);font-size:12.5px}
    .wide{overflow-x:auto}
    @page{size:A4;margin:15mm 14mm 17mm}
    @media print{body{font-size:10.5pt;line-height:1.55}main{max-width:none;padding:0}h1{font-size:19pt}h2{font-size:12.5pt;\
    margin-top:20pt;break-after:avoid}h3{break-after:avoid}table{font-size:9.5pt}tr,figure,.tiles li{break-inside:avoid}\
    thead{display:table-header-group}details{display:none}.tiles{grid-template-columns:repeat(3,1fr)}.wide{overflow:visible}\
    svg .fill,svg .track,.tiles li,.key{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """
}
