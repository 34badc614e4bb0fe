// Cuts the letters of Europe's languages out of Inter, for the PDFs the program writes. Needed only to take a newer Inter:
// node scripts/pdf-fonts.mjs Inter-Regular.ttf Inter-SemiBold.ttf
import { readFileSync, writeFileSync } from 'node:fs';
import subset from 'subset-font';

// Latin with all its accents, Greek, Cyrillic, punctuation, currencies and a few signs.
const ranges = [[0x20, 0x7e], [0xa0, 0x24f], [0x2bb, 0x2dd], [0x370, 0x3ff], [0x400, 0x52f], [0x1e00, 0x1eff], [0x2010, 0x2044], [0x20a0, 0x20c0], [0x2116, 0x2122], [0x2190, 0x2193], [0x2200, 0x2265], [0xfffd, 0xfffd]];
const letters = ranges.map(([from, to]) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, n) => from + n))).join('');
for (const [source, name] of [[process.argv[2], 'regular'], [process.argv[3], 'semibold']])
  writeFileSync(`src/platform/pdf/fonts/inter-${name}.ttf`, await subset(readFileSync(source), letters, { targetFormat: 'sfnt', noLayoutClosure: true }));
