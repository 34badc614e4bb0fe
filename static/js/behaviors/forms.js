// A form is sent once, and asks before what was typed into it is lost (data-guard).
import { all } from '../find.js';

let leaving = false;

addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sending === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method === 'dialog' || form.matches('[data-upload]')) return;
  const byHtmx = form.matches('[hx-post], [hx-put], [hx-patch], [hx-delete], [hx-get]');
  if (event.defaultPrevented && !byHtmx) return;
  if (!byHtmx && form.method === 'get') return;
  form.dataset.sending = '';
  leaving = !byHtmx;
  // An answer that is a download leaves the page standing: let go after a while.
  setTimeout(() => delete form.dataset.sending, 8000);
});

const released = (event) => {
  if (event.detail?.elt?.dataset) delete event.detail.elt.dataset.sending;
};
document.addEventListener('htmx:afterRequest', released);
addEventListener('pageshow', () => {
  leaving = false;
  for (const form of document.querySelectorAll('form[data-sending]')) delete form.dataset.sending;
});

const changed = (form) => [...form.elements].some((field) =>
  field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked
    : field.tagName === 'SELECT' ? [...field.options].some((o) => o.selected !== o.defaultSelected) && field.dataset.touched !== undefined
      : field.defaultValue !== undefined && field.value !== field.defaultValue);

// A list with nothing selected by the server starts on its first option: only a touched one counts as changed.
export function watchForms(root) {
  for (const form of all('form[data-guard]', root)) form.addEventListener('change', (event) => { event.target.dataset.touched = ''; });
}

addEventListener('beforeunload', (event) => {
  if (!leaving && [...document.querySelectorAll('form[data-guard]')].some(changed)) event.preventDefault();
});
