// Sends the files of an upload three at a time, and each of them until it has arrived or cannot.
import { latest } from './known-rows.js';

const LANES = 3;
const TRIES = 8;
let underWay = 0;

export const busy = () => underWay > 0;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function sendAll(upload, files) {
  const waiting = files.map((file, ordinal) => ({ file, ordinal, row: placeholder(file) }));
  const list = document.querySelector('[data-upload-rows]');
  list?.append(...waiting.map(({ row }) => row).filter(Boolean));
  let done = 0;
  underWay += files.length;
  progress(done, files.length);
  const lane = async () => {
    for (let next; (next = waiting.shift());) {
      settle(next.row, await send(upload.files_url, next));
      underWay -= 1;
      progress(done += 1, files.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function placeholder(file) {
  const row = document.querySelector('[data-upload-row]')?.content.firstElementChild.cloneNode(true);
  if (row) row.querySelector('[data-name]').textContent = file.name;
  return row;
}

// The server knows a file by its ordinal: sending it twice does no harm.
async function send(url, { file, ordinal, row }) {
  for (let tries = 1; ; tries += 1) {
    say(row, tries === 1 ? 'Sending' : 'Sending again');
    const body = new FormData();
    body.set('ordinal', ordinal);
    body.set('file', file);
    const answer = await fetch(url, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null);
    if (answer && answer.status < 500 && answer.status !== 429) return answer.text().catch(() => '');
    if (!answer && !(await readable(file))) return 'This file can no longer be read from your disk.';
    if (answer && tries >= TRIES) return 'The server could not take this file. Send it again later.';
    say(row, answer ? 'The server is busy, trying again' : 'No connection, trying again');
    await pause(Math.min(30000, 1000 * 2 ** (tries - 1)) * (0.75 + Math.random() / 2));
  }
}

const readable = (file) => file.slice(0, 1).arrayBuffer().then(() => true, () => false);

// The answer is the file's row; anything else is the reason there is none.
function settle(row, html) {
  if (!row?.isConnected) return;
  const parsed = new DOMParser().parseFromString(`<ul>${html}</ul>`, 'text/html');
  const real = parsed.querySelector('li[id]');
  if (real) {
    const shown = latest(real);
    document.getElementById(shown.id)?.remove();
    row.replaceWith(shown);
    window.htmx.process(shown);
    return;
  }
  row.dataset.tone = 'neg';
  row.querySelector('svg')?.remove();
  say(row, (parsed.querySelector('.toast p') ?? parsed.body).textContent.trim() || 'Not taken.');
}

function say(row, text) {
  if (row) row.querySelector('[data-state]').textContent = text;
}

function progress(done, total) {
  const line = document.querySelector('[data-upload-sending]');
  if (!line) return;
  line.hidden = done >= total;
  line.querySelector('span').textContent = `Sending ${done + 1} of ${total}`;
}
