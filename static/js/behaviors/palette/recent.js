// Places one was at on this device: their addresses and nothing else. What they are called, the server says to whoever
// may know.
import { keep, kept } from '../../find.js';

const MOST = 12;
const KIND = /^\/(applications|candidates|positions|projects|pools)\/[0-9a-f-]{36}/;
const here = KIND.exec(location.pathname)?.[0];
const key = `recent ${document.querySelector('[data-reader]')?.dataset.reader ?? ''}`;

const all = () => {
  try { return JSON.parse(kept(key) ?? '[]').filter((path) => KIND.test(path)); } catch { return []; }
};

// The last first, without this very place.
export const recent = () => all().filter((path) => path !== here);

if (here && document.querySelector('[data-reader]')) {
  keep(key, JSON.stringify([here, ...all().filter((path) => path !== here)].slice(0, MOST)));
}
