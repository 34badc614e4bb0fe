// Toasts go by themselves after seven seconds, wait while they are looked at, and stay when they report a failure.
import { all } from '../find.js';
import { announce } from './announce.js';

const LIFE = 7000;

export function timeToasts(root) {
  for (const item of all('.toast', root)) if (item.getAttribute('role') !== 'alert') timed(item);
}

function timed(item) {
  if (item.dataset.timed !== undefined) return;
  item.dataset.timed = '';
  const undo = item.querySelector('[data-hotkey]');
  announce(`${item.querySelector('p').textContent.trim()}${undo ? ` Undo with ${undo.dataset.hotkey.toUpperCase()}.` : ''}`);
  let timer;
  const run = () => { timer = setTimeout(() => item.remove(), LIFE); };
  const wait = () => clearTimeout(timer);
  for (const name of ['mouseenter', 'focusin']) item.addEventListener(name, wait);
  for (const name of ['mouseleave', 'focusout']) item.addEventListener(name, () => { wait(); run(); });
  run();
}

export function toast(text, { tone = 'pos', undo } = {}) {
  const blank = document.getElementById('toast-blank');
  if (!blank) return;
  const item = blank.content.firstElementChild.cloneNode(true);
  item.dataset.tone = tone;
  item.querySelector('p').textContent = text;
  const form = item.querySelector('form');
  if (undo) form.action = undo;
  else form.remove();
  if (tone === 'neg') item.setAttribute('role', 'alert');
  document.getElementById('toasts').append(item);
  timeToasts(item);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-dismiss]');
  if (button) button.closest(button.dataset.dismiss)?.remove();
});

// The server's word: HX-Trigger: {"toast": {"text": "…"}}.
document.addEventListener('toast', (event) => toast(event.detail.text, event.detail));
