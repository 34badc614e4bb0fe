// What can be done from here: controls of the page that carry data-act, and the links of the side bar. The words are
// those of the attribute, or the control's own.
import { mac } from '../../keys.js';

const tidy = (text) => text.replace(/\s+/g, ' ').trim();
const caps = { mod: mac ? '⌘' : 'Ctrl', shift: 'Shift' };

export function doings() {
  const head = tidy(document.querySelector('main h1')?.textContent ?? '');
  const found = new Map();
  for (const control of document.querySelectorAll('[data-act], .side a.side-link')) {
    if (control.disabled || control.closest('dialog')) continue;
    const everywhere = Boolean(control.closest('.side'));
    const group = !everywhere ? 'On this page' : control.hasAttribute('data-act') ? 'Commands' : 'Go to';
    const name = control.dataset.act || control.getAttribute('aria-label') || words(control);
    if (!name || control.getAttribute('aria-current') === 'page' || found.has(name)) continue;
    const icon = control.querySelector('svg')?.cloneNode(true);
    icon?.setAttribute('class', 'icon');
    const keys = (control.dataset.hotkey ?? '').split(/[ +]/).filter(Boolean).map((key) => caps[key] ?? key.toUpperCase());
    // What is done most has a key; what the bar offers is done least.
    const rank = control.closest('.bar') ? 2 : keys.length ? 0 : 1;
    found.set(name, { name, group, icon, keys, control, rank: everywhere ? 0 : rank, about: everywhere ? '' : head });
  }
  return [...found.values()].sort((one, other) => one.rank - other.rank);
}

// A link's words, without its count and its keys.
function words(control) {
  const copy = control.cloneNode(true);
  for (const aside of copy.querySelectorAll('.side-count, .kbd, .sr-only')) aside.remove();
  return tidy(copy.textContent);
}
