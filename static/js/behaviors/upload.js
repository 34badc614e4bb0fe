// Many files to one position: the upload is announced, its page is shown, then each file travels by itself.
import { droppedFiles } from './dropped.js';
import { refresh } from './live.js';
import { sendAll, busy } from './sending.js';

const zone = (event) => event.target.closest?.('form[data-upload]') ?? document.querySelector('form[data-upload]');
const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');

document.addEventListener('change', (event) => {
  const form = event.target.matches('form[data-upload] input[type="file"]') && event.target.form;
  if (form) begin(form, [...event.target.files]);
});
document.addEventListener('submit', (event) => event.target.matches('[data-upload]') && event.preventDefault());

// A file dropped beside the zone counts too: the browser would otherwise leave the page to show it.
for (const name of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, async (event) => {
    const form = carriesFiles(event) && zone(event);
    if (!form) return;
    event.preventDefault();
    form.querySelector('.drop').toggleAttribute('data-over', name === 'dragover');
    if (name === 'drop') begin(form, await droppedFiles(event.dataTransfer, form.elements.files.accept));
  });
}

async function begin(form, files) {
  complain(form, '');
  if (!files.length) return complain(form, 'There is no CV among these files.');
  const fields = new FormData(form);
  fields.delete('files');
  fields.set('expected', files.length);
  const answer = await fetch(form.action, { method: 'POST', body: fields, headers: { Accept: 'application/json' } }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (!answer?.ok || !said) return complain(form, said?.error ?? 'No answer from the server. Nothing was sent.');

  form.reset();
  history.pushState({ upload: said.id }, '', said.url);
  await window.htmx.ajax('GET', said.url, { target: '#upload-page', select: '#upload-page', swap: 'outerHTML' });
  await sendAll(said, files);
  // All of it in one: the rows, how far they are, and the stream, which goes when nothing is left to wait for.
  if (location.pathname === said.url) refresh('#upload-files', said.url);
}

function complain(form, text) {
  const place = form.querySelector('[data-upload-error]');
  place.hidden = !text;
  place.textContent = text;
}

addEventListener('popstate', () => document.querySelector('#upload-page') && location.reload());
addEventListener('beforeunload', (event) => busy() && event.preventDefault());
