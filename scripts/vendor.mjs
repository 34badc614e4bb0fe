// Copies what the pages serve from node_modules into static/, and draws the icon sprite from scripts/icons.txt.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import subset from 'subset-font';

const modules = 'node_modules';
const read = (file) => readFileSync(file, 'utf8');

mkdirSync('static/vendor', { recursive: true });
mkdirSync('static/fonts', { recursive: true });
copyFileSync(`${modules}/htmx.org/dist/htmx.min.js`, 'static/vendor/htmx.min.js');
copyFileSync(`${modules}/htmx-ext-sse/dist/sse.min.js`, 'static/vendor/sse.min.js');
copyFileSync(`${modules}/sortablejs/Sortable.min.js`, 'static/vendor/sortable.min.js');
for (const set of ['latin', 'latin-ext', 'cyrillic', 'greek'])
  copyFileSync(`${modules}/@fontsource-variable/inter/files/inter-${set}-wght-normal.woff2`, `static/fonts/inter-${set}.woff2`);

// Ń, Ş and Č come in half of Europe's names, the rest of the extended Latin hardly ever: they get a small file of their own.
const european = [...Array(0x80).keys()].map((n) => String.fromCodePoint(0x100 + n)).join('') + '\u0192\u0218\u0219\u021a\u021b\u1e9e';
writeFileSync('static/fonts/inter-european.woff2', await subset(readFileSync('static/fonts/inter-latin-ext.woff2'), european, { targetFormat: 'woff2' }));

const licences = [['htmx', 'htmx.org'], ['htmx SSE extension', 'htmx-ext-sse'], ['SortableJS', 'sortablejs'], ['Lucide icons', 'lucide-static'], ['Inter', '@fontsource-variable/inter']];
writeFileSync('static/vendor/LICENSES.txt', licences.map(([name, module]) => {
  const version = JSON.parse(read(`${modules}/${module}/package.json`)).version;
  const file = ['LICENSE', 'LICENSE.md'].map((f) => `${modules}/${module}/${f}`).find(existsSync);
  const text = file ? read(file).trim() : `Licence: ${JSON.parse(read(`${modules}/${module}/package.json`)).license}`;
  return `${name} ${version}\n\n${text}\n`;
}).join(`\n${'-'.repeat(72)}\n\n`));

const names = read('scripts/icons.txt').split('\n').filter(Boolean);
const symbols = names.map((name) => {
  const [, body] = read(`${modules}/lucide-static/icons/${name}.svg`).replace(/<!--[\s\S]*?-->/g, '').match(/<svg[^>]*>([\s\S]*)<\/svg>/);
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, '').replaceAll(' />', '/>')}</symbol>`;
});
writeFileSync('static/icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`);

// An icon that a page names but the sprite lacks would be an empty square: say so here.
const sources = (folder, kind) => readdirSync(folder, { recursive: true }).filter((f) => f.endsWith(kind)).map((f) => join(folder, f));
const used = new Set();
for (const file of [...sources('templates', '.html'), ...sources('src/web', '.rs')])
  for (const [, name] of read(file).matchAll(/"([a-z][a-z0-9-]+)"\s*\|\s*icon|icon_svg\("([a-z][a-z0-9-]+)"/g)) if (name) used.add(name);
const missing = [...used].filter((name) => !names.includes(name));
console.log(`${names.length} icons`);
if (missing.length) {
  console.error(`not in scripts/icons.txt: ${missing.join(', ')}`);
  process.exitCode = 1;
}
