// Keys are written on the controls they press: data-hotkey="u", data-hotkey="g p". A key without its control does nothing.
import { keep, kept } from '../find.js';

const typing = (target) => target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
const off = () => kept('hotkeys') === 'off';
let lead = '';
let forget;
// Once a key has led away from this page, the next one is meant for the page to come.
let leaving = false;
addEventListener('pageshow', () => { leaving = false; });

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (leaving || off() || typing(event.target) || document.querySelector('dialog[open]')) return;
  const key = event.key.toLowerCase();
  const pressed = lead ? `${lead} ${key}` : key;
  clearTimeout(forget);
  lead = '';
  const controls = [...document.querySelectorAll('[data-hotkey]')];
  const control = controls.find((c) => c.dataset.hotkey === pressed);
  if (control) {
    event.preventDefault();
    press(control);
  } else if (controls.some((c) => c.dataset.hotkey.startsWith(`${key} `))) {
    lead = key;
    forget = setTimeout(() => { lead = ''; }, 900);
  } else walk(event, key);
});

function press(control) {
  if (!control.matches('input, textarea, select')) {
    leaving = control.matches('a[href]:not([data-dialog], [target])') && new URL(control.href).pathname !== location.pathname;
    return control.click();
  }
  control.focus();
  control.select?.();
}

// J and K go from row to row, X chooses the row; Enter is the link's own.
function walk(event, key) {
  const rows = [...document.querySelectorAll('[data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const step = { j: 1, k: -1 }[key];
  if (step && rows.length) {
    const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    (row.querySelector('.row-link') ?? row.querySelector('a, button'))?.focus();
  }
  if (key === 'x' && at >= 0 && !event.target.matches('.check')) rows[at].querySelector('.check')?.click();
}

const toggle = document.querySelector('[data-hotkeys-toggle]');
if (toggle) {
  toggle.checked = !off();
  toggle.addEventListener('change', () => keep('hotkeys', toggle.checked ? 'on' : 'off'));
}
