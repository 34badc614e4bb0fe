// Moves cards: first on the page, then on the server. What the server refuses goes back to where it was.
import { toast } from '../toasts.js';
import { hear } from './live.js';
import { addCount, board, cardOf, focusOn, put } from './places.js';

export async function moveAll(people, to, reason) {
  const moved = people.filter(({ from }) => from !== to);
  const out = to.dataset.out !== undefined;
  if (!moved.length) return;
  hear.pause();
  const focused = cardOf(document.activeElement);
  for (const { card, from } of moved) {
    card.dataset.pending = '';
    put(card, to);
    addCount(from, -1);
    addCount(to, 1);
  }
  if (focused) focusOn(focused);
  const why = out ? reason ?? await askWhy(to, moved) : '';
  const answer = why === null ? { error: '' } : await post(moved, to, why);
  for (const { card, from, before } of moved) {
    delete card.dataset.pending;
    const box = card.querySelector('.check');
    if (box) box.checked = false;
    if (answer.error === undefined && !answer.refused.includes(card.dataset.card)) {
      // Seen here from now on.
      if (box) box.value = `${card.dataset.card}.${to.dataset.column}`;
      continue;
    }
    from.insertBefore(card, before?.parentNode === from ? before : from.querySelector('[data-more], .col-blank'));
    addCount(from, 1);
    addCount(to, -1);
  }
  document.getElementById('bulk')?.reset();
  if (focused) focusOn(focused);
  if (answer.toast) toast(answer.toast.text, answer.toast);
  if (answer.error) toast(answer.error, { tone: 'neg' });
  hear.resume();
}

// The same form that the page without scripts sends.
async function post(moved, to, reason) {
  const form = new URLSearchParams({ to: to.dataset.column, reason });
  for (const { card, from } of moved) form.append('application', `${card.dataset.card}.${from.dataset.column}`);
  const answer = await fetch(board().dataset.moves, { method: 'POST', body: form, headers: { Accept: 'application/json' } }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (answer?.ok && said) return said;
  const back = moved.length === 1 ? 'The card is back where it was.' : 'The cards are back where they were.';
  return { error: said?.error ? `${said.error} ${back}` : `No answer from the server. ${back}` };
}

// Someone who leaves leaves for a reason; closing the dialog takes the move back.
function askWhy(to, moved) {
  const dialog = document.getElementById(`leave-${to.dataset.column}`);
  const form = dialog.querySelector('form');
  form.reset();
  for (const place of dialog.querySelectorAll('[data-who]')) {
    place.textContent = moved.length === 1 ? moved[0].card.querySelector('a').textContent : `${moved.length} people`;
  }
  dialog.returnValue = '';
  return new Promise((answer) => {
    dialog.addEventListener('close', () => answer(dialog.returnValue ? form.elements.reason.value : null), { once: true });
    dialog.showModal();
  });
}
