// Opens <dialog id> from data-dialog="id"; a link's own address is the way without JavaScript.
import { all } from '../find.js';

let pressed = null;
document.addEventListener('pointerdown', (event) => { pressed = event.target; });

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-dialog]');
  if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog) return;
    event.preventDefault();
    show(dialog, opener);
  }
  event.target.closest('[data-close]')?.closest('dialog').close();
  // Both ends of the click outside: dragging out of a field while selecting text must not close it.
  if (event.target.matches('dialog') && pressed === event.target && outside(event)) event.target.close();
});

// What someone has open in front of them stays as they saw it.
document.addEventListener('htmx:oobBeforeSwap', (event) => {
  if (event.detail.target.closest('dialog[open]')) event.preventDefault();
});

function show(dialog, opener) {
  const menu = opener.closest('details.menu');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus(); // where focus comes back to
  }
  if (!dialog.open) dialog.showModal();
}

function outside({ clientX, clientY, target }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

// The verb stays locked until the word beside it is typed.
export function lockUntilTyped(root) {
  for (const field of all('[data-unlocks]', root)) {
    const verb = field.form.querySelector('button:not([type="button"])');
    const check = () => { verb.disabled = !field.checkValidity(); };
    field.addEventListener('input', check);
    check();
  }
}
