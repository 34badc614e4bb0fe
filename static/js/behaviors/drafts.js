// What is being written is kept on this device, for its writer alone, until it is sent: data-draft on a textarea.
import { all, keep, kept } from '../find.js';

const DAYS = 30;
const mine = `draft ${document.querySelector('[data-reader]')?.dataset.reader ?? ''} `;
const keyOf = (field) => mine + field.dataset.draft;
const forget = (key) => { try { localStorage.removeItem(key); } catch { /* never kept */ } };

export function keepDrafts(root) {
  for (const field of all('textarea[data-draft]', root)) begin(field);
}

function begin(field) {
  const draft = read(keyOf(field));
  const line = field.form.querySelector('[data-draft-line]');
  // What the server gave back with a reason is newer than what was kept.
  if (draft && field.value === field.defaultValue && !field.matches('[aria-invalid]') && draft.text !== field.value) {
    field.value = draft.text;
    delete field.form.dataset.guard;
    if (line) line.hidden = false;
  }
  field.addEventListener('input', () => {
    if (field.value.trim() && field.value !== field.defaultValue) keep(keyOf(field), JSON.stringify({ text: field.value, at: Date.now() }));
    else forget(keyOf(field));
    // What is kept is not lost by leaving: nobody needs to be asked.
    if (kept(keyOf(field))) delete field.form.dataset.guard;
  });
  line?.querySelector('button').addEventListener('click', () => {
    forget(keyOf(field));
    field.value = field.defaultValue;
    line.hidden = true;
    field.focus();
  });
}

function read(key) {
  try {
    const draft = JSON.parse(kept(key) ?? 'null');
    return draft && Date.now() - draft.at < DAYS * 86400000 ? draft : null;
  } catch { return null; }
}

// Sent by htmx: taken when the answer says so. Sent as a page: gone with it.
const drafts = (form) => all('textarea[data-draft]', form);
document.addEventListener('htmx:beforeSwap', ({ detail: { requestConfig, xhr } }) => {
  const form = requestConfig?.elt;
  if (form?.matches('form') && requestConfig.verb !== 'get' && xhr.status < 300) for (const field of drafts(form)) forget(keyOf(field));
});
addEventListener('submit', ({ target, defaultPrevented }) => {
  if (!defaultPrevented && !target.matches('[hx-post]')) for (const field of drafts(target)) forget(keyOf(field));
});

// Those nobody came back to.
try {
  for (const key of Object.keys(localStorage)) if (key.startsWith('draft ') && !read(key)) forget(key);
} catch { /* a browser that keeps nothing */ }
