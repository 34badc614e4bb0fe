// Writes docs/third-party.md from Cargo's and npm's own records, and fails on a licence nobody has looked at:
//   node scripts/licences.mjs            writes the page
//   node scripts/licences.mjs --check    fails when the page is not what would be written
//   node scripts/licences.mjs --texts    prints every licence text a binary must be handed on with
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const page = 'docs/third-party.md';
const read = (file) => readFileSync(file, 'utf8');

// Each allows what MIT OR Apache-2.0 promises our users. MPL-2.0 stays with its own files; it is used by tests alone.
const fine = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'CC0-1.0', 'CDLA-Permissive-2.0', 'ISC', 'MIT', 'MIT-0', 'Unicode-3.0', 'Unlicense', 'Zlib']);
const fineInTests = new Set([...fine, 'MPL-2.0']);
// Crates that ship a licence file instead of naming it.
const readByUs = { 'apalis-postgres': 'MIT' };

// `A AND (B OR C)`, as crates write it: an alternative is enough, a sum needs all of its parts.
const allows = (licence, known) => {
  const words = licence.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g);
  const one = () => {
    const word = words.shift();
    if (word === '(') { const inner = any(); words.shift(); return inner; }
    if (words[0] === 'WITH') words.splice(0, 2);
    return known.has(word);
  };
  const all = () => { let good = one(); while (words[0] === 'AND') { words.shift(); good = one() && good; } return good; };
  const any = () => { let good = all(); while (words[0] === 'OR') { words.shift(); good = all() || good; } return good; };
  return any();
};

const { packages, resolve } = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--locked', '--filter-platform', 'x86_64-unknown-linux-gnu'], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }));
const byId = new Map(packages.map((p) => [p.id, { ...p, licence: p.license ?? readByUs[p.name] ?? `see ${p.license_file}` }]));
const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
const reach = (kinds) => {
  const seen = new Set(), waiting = [resolve.root];
  while (waiting.length) {
    const id = waiting.pop();
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps)
      if (dep_kinds.some(({ kind }) => kinds.includes(kind))) waiting.push(pkg);
  }
  seen.delete(resolve.root);
  return [...seen].map((id) => byId.get(id)).sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
};
const inProgram = reach([null]);
const names = new Set(inProgram.map((p) => p.id));
// Building and testing: whatever is not in the program.
const beside = reach([null, 'build', 'dev']).filter((p) => !names.has(p.id));
const direct = (kind) => nodes.get(resolve.root).deps.filter(({ dep_kinds }) => dep_kinds.some((d) => d.kind === kind)).map(({ pkg }) => byId.get(pkg)).sort((a, b) => a.name.localeCompare(b.name));

const bad = [...inProgram.filter((p) => !allows(p.licence, fine)), ...beside.filter((p) => !allows(p.licence, fineInTests))];
if (bad.length) {
  console.error(bad.map((p) => `${p.name} ${p.version}: ${p.licence}`).join('\n') + '\nRead these licences, then leave the crate out or add it to scripts/licences.mjs.');
  process.exit(1);
}

if (process.argv.includes('--texts')) {
  const isText = (file) => file.isFile() && /^(licen[cs]e|copying|notice|unlicense)/i.test(file.name) && !/\.(rs|toml)$/.test(file.name);
  const parts = inProgram.map((p) => {
    // Data that a crate carries keeps its licence beside it.
    const files = readdirSync(dirname(p.manifest_path), { recursive: true, withFileTypes: true }).filter(isText);
    const texts = files.map((file) => read(join(file.parentPath, file.name)).trim());
    return [`${p.name} ${p.version}: ${p.licence}`, ...new Set(texts)].join('\n\n');
  });
  parts.push(`Assets\n\n${read('static/vendor/LICENSES.txt')}`);
  writeFileSync(1, parts.join(`\n\n${'='.repeat(80)}\n`));
  process.exit();
}

const lock = JSON.parse(read('package-lock.json')).packages;
const npm = (name, use, licence) => ({ name, version: lock[`node_modules/${name}`].version, licence: lock[`node_modules/${name}`].license ?? licence, use });
// htmx-ext-sse names no licence in its package; its licence file is the Zero-Clause BSD licence.
const served = [npm('htmx.org', 'fragments'), npm('htmx-ext-sse', 'live pages', '0BSD'), npm('sortablejs', 'dragging cards'), npm('@fontsource-variable/inter', 'the typeface Inter'), npm('lucide-static', 'icons')];
const tools = [npm('tailwindcss', 'builds the style sheet'), npm('esbuild', 'builds the scripts'), npm('subset-font', 'cuts the typeface'), npm('axe-core', 'checks pages for accessibility')];

const apart = inProgram.filter((p) => !allows(p.licence, new Set(['MIT'])));
const table = (head, rows) => [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
const crates = (list) => table(['crate', 'version', 'licence'], list.map((p) => [p.name, p.version, p.licence]));
const assets = (list) => table(['package', 'version', 'licence', 'for'], list.map((p) => [p.name, p.version, p.licence, p.use]));

const text = `# Third-party software

RecruitPro itself is MIT OR Apache-2.0. This page names what it stands on. It is written by \`just licences\`, which also fails when a dependency brings a licence that nobody has looked at.

Everything in the program, ${inProgram.length} crates with their own dependencies counted, may be used, changed and handed on under terms compatible with both of our licences. There is no GPL, LGPL-only or AGPL code in it. What to know beyond that:

- **Handing on a binary** means handing on the notices of what is inside. \`just licence-texts\` prints them all in one file.
- **Not under MIT**, or not under MIT alone, are the crates under [Other terms](#other-terms): Apache-2.0, BSD, ISC, Zlib, Unicode and the like. All are permissive, and most ask for their notice to be kept.
- **MPL-2.0** (${beside.filter((p) => p.licence === 'MPL-2.0').map((p) => p.name).join(', ')}): used by the tests, through scraper, to ask pages what they say. Not in the program.

## In the program

Direct dependencies.

${crates(direct(null))}

### Other terms

Crates in the program, dependencies of dependencies included, that cannot be had under MIT alone.

${crates(apart)}

### Data that crates bring along

| data | in | terms |
| --- | --- | --- |
| SQLite | libsqlite3-sys | public domain |
| AWS-LC, the cryptography under TLS | aws-lc-sys | ISC, Apache-2.0, MIT and BSD-3-Clause, by part |
| The 14 standard PDF fonts, Foxit's substitutes | hayro-font | BSD-3-Clause (the PDFium authors) |
| Adobe's character maps | hayro-cmap, pdfboss-core | BSD-3-Clause (Adobe) |
| Colour profiles | hayro-interpret | CC0-1.0 |
| Mozilla's root certificates | webpki-roots | CDLA-Permissive-2.0 |
| The time zone database | chrono-tz | public domain |
| Unicode's tables | icu and unicode crates | Unicode-3.0 |
| Snowball's stemmers | rust-stemmers | BSD-3-Clause |

The taxonomy of skills, titles, degrees and languages under \`src/screening/taxonomy/data\`, and the people, firms and CVs of the sample workspace, are our own.

## Served to browsers

Committed under \`static/\`, with their licence texts in \`static/vendor/LICENSES.txt\`.

${assets(served)}

## For building and testing only

${crates([...direct('build'), ...direct('dev')].filter((p) => !direct(null).includes(p)))}

${assets(tools)}
`;
if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (!existsSync(page) || read(page) !== text) {
  console.error(`${page} is out of date. Run 'just licences' and commit what it writes.`);
  process.exitCode = 1;
}
