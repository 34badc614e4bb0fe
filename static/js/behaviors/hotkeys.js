// Keys press the controls that carry them: data-hotkey="u", data-hotkey="g p". A key without its control does nothing.
import { keep, kept } from '../find.js';
import { mac, meant, stroke, typing } from '../keys.js';

export const off = () => kept('hotkeys') === 'off';
let lead = '';
let forget;
// Once a key has led away from this page, the next one is meant for the page to come.
let leaving = false;
addEventListener('pageshow', () => { leaving = false; });

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || leaving || document.querySelector('dialog[open]')) return;
  const key = stroke(event);
  if (!key || (!key.startsWith('mod+') && (off() || typing(event.target)))) return;
  const pressed = lead ? `${lead} ${key}` : key;
  clearTimeout(forget);
  lead = '';
  const controls = [...document.querySelectorAll('[data-hotkey]')];
  // What was done last is undone first.
  const control = controls.findLast((c) => c.dataset.hotkey === pressed && (!sends(pressed) || c.form?.contains(event.target)));
  if (control) {
    event.preventDefault();
    // A key held down presses once.
    if (!event.repeat) press(control);
  } else if (controls.some((c) => c.dataset.hotkey.startsWith(`${key} `))) {
    lead = key;
    forget = setTimeout(() => { lead = ''; }, 900);
  } else walk(event);
});

// A form is sent from within.
const sends = (pressed) => pressed === 'mod+enter';

export function press(control) {
  if (!control.matches('input, textarea, select')) {
    leaving = control.matches('a[href]:not([data-dialog], [target])') && new URL(control.href).pathname !== location.pathname;
    // Unless the page asked and its reader stays.
    if (leaving) setTimeout(() => { leaving = false; }, 4000);
    return control.click();
  }
  control.focus();
  control.select?.();
}

// From row to row, and choosing one; opening is the link's own.
function walk(event) {
  const rows = [...document.querySelectorAll('[data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const step = meant(event, 'row-next') ? 1 : meant(event, 'row-previous') ? -1 : 0;
  if (step && rows.length) {
    const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    (row.querySelector('.row-link') ?? row.querySelector('a, button'))?.focus();
  }
  if (meant(event, 'row-choose') && at >= 0 && !event.target.matches('.check')) rows[at].querySelector('.check')?.click();
}

const toggle = document.querySelector('[data-hotkeys-toggle]');
if (toggle) {
  toggle.checked = !off();
  toggle.addEventListener('change', () => keep('hotkeys', toggle.checked ? 'on' : 'off'));
}

if (mac) for (const cap of document.querySelectorAll('.kbd')) if (cap.textContent === 'Ctrl') cap.textContent = '⌘';
