// What a page says and is, held against what no page of ours may say or be. Tells what is wrong.
const [codes, soort] = arguments;
const mis = [];
const waar = ding => ding.id ? `#${ding.id}` : `${ding.tagName.toLowerCase()}${ding.className ? '.' + ding.className : ''}`;

if (soort === 'woorden') {
  const bij = [...document.querySelectorAll('[aria-label], [placeholder], [alt], [data-head]')]
    .flatMap(ding => ['aria-label', 'placeholder', 'alt', 'data-head'].map(naam => ding.getAttribute(naam) ?? ''));
  const typt = [...document.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea')].map(veld => veld.value);
  const gezegd = [document.title, document.body.innerText, ...bij, ...typt].join('\n');
  const vind = (wat, patroon) => { for (const [woord] of gezegd.matchAll(patroon)) mis.push(`${wat} stands there to be read: ${woord}`); };
  vind('an identifier', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}\b/gi);
  vind('a day as computers write it', /\b\d{4}-\d{2}-\d{2}\b/g);
  const woorden = new Set(gezegd.match(/[a-zà-ÿ]+(?:-[a-zà-ÿ]+)+/g) ?? []);
  for (const code of codes) if (woorden.has(code)) mis.push(`a code stands there to be read: ${code}`);

  if (document.querySelector('[style]')) mis.push(`a style of its own: ${waar(document.querySelector('[style]'))}`);
  const eigen = document.querySelector('form[data-sleutel]') ? 1 : 0;
  if (document.scripts.length !== eigen) mis.push('a script');
  if (document.querySelector('[tabindex]:not([tabindex="-1"], [role="region"][tabindex="0"]), [accesskey], [title], [placeholder]')) mis.push('tabindex, accesskey, title or placeholder');
  if (document.documentElement.lang !== 'nl') mis.push('the page does not say that it is Dutch');
  if (!/^.{3,} – Knooppunt$/.test(document.title)) mis.push(`the tab says: ${document.title}`);
  for (const staat of document.querySelectorAll('.state')) if (!staat.querySelector('svg')) mis.push(`a state without its shape: ${staat.innerText}`);

  const gehaald = performance.getEntriesByType('resource').filter(ding => /^https?:/.test(ding.name));
  for (const ding of gehaald) if (new URL(ding.name).origin !== location.origin) mis.push(`it asks for something elsewhere: ${ding.name}`);
  if (gehaald.length > 2 + eigen) mis.push(`it asks for ${gehaald.length} things more`);
  const blad = gehaald.find(ding => ding.name.endsWith('.css'))?.decodedBodySize ?? 0;
  const pagina = performance.getEntriesByType('navigation')[0].decodedBodySize;
  if (!blad) mis.push('the style sheet was not counted');
  if (blad + pagina > 60 * 1024) mis.push(`page and sheet weigh ${pagina} and ${blad} bytes: more than 60 KiB`);
}

if (soort === 'breedte') {
  const ruimte = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > ruimte) {
    const uit = [...document.body.querySelectorAll('*')].filter(ding => {
      const vak = ding.getBoundingClientRect();
      return vak.width && vak.right > ruimte + 0.5 && !ding.closest('.scroll') && getComputedStyle(ding).position !== 'absolute';
    });
    mis.push(`it is wider than ${ruimte} px: ${uit.slice(0, 4).map(waar).join(', ')}`);
  }
}
return mis;
