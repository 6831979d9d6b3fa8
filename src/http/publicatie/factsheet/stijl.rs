//! How a factsheet looks: on a screen of any width, in light and dark, and on one A4.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The style, in the page itself.
pub(super) const STIJL: &str = "\
@page{size:A4;margin:9mm 12mm}\
:root{color-scheme:light dark;--blad:#fff;--veld:#f6f3ed;--inkt:#1e1b18;--zacht:#56504a;--lijn:#ddd6cb;--draad:#b3243d;--nu:#0b5568;--toen:#766f65}\
@media(prefers-color-scheme:dark){:root{--blad:#15171a;--veld:#1e2125;--inkt:#f3f0eb;--zacht:#bcc1c6;--lijn:#3b4148;--draad:#f07f94;--nu:#86cfe2;--toen:#8f979f}}\
*{box-sizing:border-box}\
body{margin:0 auto;max-width:66rem;padding:1.5rem clamp(1rem,4vw,2rem) 2rem;background:var(--blad);color:var(--inkt);font:1rem/1.4 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif;overflow-wrap:break-word}\
h1,h2,h3,p,ul,table{margin:0;padding:0}\
h1,h2{font-family:Charter,'Bitstream Charter','Sitka Text',Cambria,'Noto Serif',Georgia,serif;line-height:1.15}\
h1{font-size:2.5rem;letter-spacing:-.01em}\
h2{font-size:1.375rem;margin:1.75rem 0 .75rem;break-after:avoid}\
.kop{border-bottom:3px solid var(--draad);padding-bottom:.75rem}\
.merk{display:flex;align-items:center;gap:.5rem;color:var(--zacht);font-weight:600}\
.merk svg{width:1.5rem;height:1.5rem;fill:none;stroke:var(--draad);stroke-width:2.4;stroke-linecap:round}\
.lead{font-size:1.1875rem}\
.klein{font-size:.9375rem;color:var(--zacht)}\
.kern{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin-top:1rem}\
.kern li{background:var(--veld);border-radius:.375rem;padding:.75rem 1rem}\
.kern b{display:block;font:700 2.25rem/1.1 Charter,'Bitstream Charter',Cambria,Georgia,serif;font-variant-numeric:tabular-nums}\
.kern i{font-size:1.5rem}\
.blokken{columns:2 24rem;column-gap:2.5rem;margin-top:1.5rem}\
.blokken>div{break-inside:avoid;padding-bottom:1.5rem}\
.vol{margin-top:1.5rem}\
.vol table{table-layout:fixed;min-width:34rem}.vol .naar{width:24%}.vol .staaf{width:34%}\
.scroll{overflow-x:auto;position:relative}:focus-visible{outline:3px solid var(--inkt);outline-offset:2px}\
table{width:100%;border-collapse:collapse;font-size:.9375rem}\
caption{text-align:left;font-weight:700;font-size:1.0625rem;padding-bottom:.25rem}\
th,td{text-align:left;font-weight:400;vertical-align:baseline;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--lijn)}\
thead th{color:var(--zacht);font-size:.875rem;vertical-align:bottom}thead .number{white-space:normal}\
.naar::first-letter{text-transform:uppercase}\
tfoot :is(th,td){font-weight:700;border-bottom:0}\
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
.soft,.number i{color:var(--zacht)}\
.staaf{width:30%;padding-right:0;vertical-align:middle}.staaf svg{min-width:1rem}th{overflow-wrap:anywhere;hyphens:auto}\
.staaf svg{display:block;width:100%;height:.875rem;fill:var(--nu)}\
.toen{fill:var(--toen)}\
.voet{margin-top:1.75rem;border-top:1px solid var(--lijn);padding-top:.75rem}\
.voet ul{list-style:none;columns:2 24rem;column-gap:2.5rem}\
.voet li{break-inside:avoid;padding-bottom:.25rem}\
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\
@media print{\
:root{color-scheme:light;--blad:#fff;--veld:#f6f3ed;--inkt:#000;--zacht:#444;--lijn:#ccc;--draad:#b3243d;--nu:#0b5568;--toen:#766f65}\
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}\
body{max-width:none;padding:0;font-size:8.5pt;line-height:1.2}\
h1{font-size:18pt}h2{font-size:11.5pt;margin:3mm 0 1.5mm}\
.kop{padding-bottom:1mm;border-bottom-width:2px}.merk svg{width:4.5mm;height:4.5mm}\
.lead{font-size:10.5pt}.klein{font-size:7.5pt}\
.kern{grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:1fr;gap:2.5mm;margin-top:2.5mm}.kern li{padding:1mm 2mm}.kern{font-size:8pt}.kern b{font-size:15pt}.kern i{font-size:11pt}\
.blokken{columns:2;column-gap:7mm;margin-top:2mm}.blokken>div{padding-bottom:1.4mm}.vol{margin-top:2.5mm}.vol table{min-width:0}.scroll{overflow:visible}\
table{font-size:8pt}caption{font-size:8.5pt;padding-bottom:.1mm}thead th{font-size:6.8pt}thead .number{white-space:nowrap}\
th,td{padding:.15mm 2mm .15mm 0;line-height:1.15}.staaf{width:17%;min-width:9mm}.vol .staaf{width:24%}.vol .naar{width:20%}.staaf svg{height:2.4mm}\
tr,.kern li{break-inside:avoid}\
.voet{margin-top:1mm;padding-top:1mm}.voet ul{margin:0}.scherm{display:none}.voet ul{columns:2;column-gap:7mm}\
}";

/// The policy of the page: nothing comes from elsewhere, nothing runs, and its style is this one.
static BELEID: LazyLock<String> = LazyLock::new(|| {
    let afdruk = STANDARD.encode(digest(&SHA256, STIJL.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{afdruk}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// The Content-Security-Policy of a factsheet.
pub(super) fn beleid() -> &'static str {
    BELEID.as_str()
}
