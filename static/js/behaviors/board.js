// The board: a card goes where it is put at once, and the server has the last word.
import { all } from '../find.js';
import { meant } from '../keys.js';
import { moveAll } from './board/moving.js';
import { board, cards, cardOf, chosen, columns, columnOf, focusOn } from './board/places.js';
import { hear, listen } from './board/live.js';
import { off } from './hotkeys.js';

const still = matchMedia('(prefers-reduced-motion: reduce)');

// By mouse and by finger.
export function startBoard(root) {
  for (const place of all('[data-board]', root)) {
    listen(place);
    if (!place.dataset.moves) continue;
    if (!window.Sortable) {
      addEventListener('load', () => startBoard(place), { once: true });
      continue;
    }
    for (const list of columns(place)) {
      let before = null;
      new window.Sortable(list, {
        group: 'stages', draggable: '[data-card]', filter: '.ktools', preventOnFilter: false, sort: false,
        animation: still.matches ? 0 : 140, delay: 120, delayOnTouchOnly: true,
        forceFallback: true, fallbackOnBody: true, fallbackTolerance: 4,
        onStart: ({ item }) => { before = item.nextElementSibling; },
        onEnd: ({ item, from, to }) => {
          if (from === to) return;
          const others = chosen().includes(item) ? chosen().filter((card) => card !== item) : [];
          moveAll([{ card: item, from, before }, ...others.map(asItStands)], to);
        },
      });
    }
  }
}

// What is pressed may be picked up next: the board holds still until it is let go.
let pressed = false;
document.addEventListener('pointerdown', (event) => {
  if (pressed || !cardOf(event.target)) return;
  pressed = true;
  hear.pause();
}, true);
for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => {
    if (!pressed) return;
    pressed = false;
    setTimeout(hear.resume); // After the card is down.
  }, true);
}

const asItStands = (card) => ({ card, from: columnOf(card), before: card.nextElementSibling });

// By menu: the card's own, or all that are chosen.
async function choose(card) {
  const moved = chosen().includes(card) ? chosen() : [card];
  const dialog = document.getElementById('move');
  dialog.returnValue = '';
  dialog.showModal();
  hear.pause(); // The cards in hand must not be renewed meanwhile.
  await new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
  const goal = dialog.returnValue;
  const to = goal && columns().find((list) => list.dataset.column === goal);
  if (to) moveAll(moved.map(asItStands), to);
  else focusOn(card);
  hear.resume();
}


document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-move]');
  if (!link || !document.getElementById('move') || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(cardOf(link));
});

// By bulk bar.
document.addEventListener('submit', (event) => {
  if (event.target.id !== 'bulk' || !board()) return;
  event.preventDefault();
  const { to, reason } = event.target.elements;
  const list = columns().find((column) => column.dataset.column === to.value);
  if (list) moveAll(chosen().map(asItStands), list, reason.value.trim() || undefined);
});
const tell = () => {
  const place = document.querySelector('[data-chosen]');
  if (place) place.textContent = chosen().length;
};
document.addEventListener('change', (event) => event.target.matches('.kcard .check') && tell());
document.addEventListener('reset', (event) => event.target.id === 'bulk' && setTimeout(tell));

// By keys: arrows walk, with Shift they move; letters ask where to, and choose.
document.addEventListener('keydown', (event) => {
  const card = cardOf(document.activeElement);
  if (!card || event.defaultPrevented || document.querySelector('dialog[open]')) return;
  const editable = Boolean(board().dataset.moves);
  const way = ['left', 'right', 'up', 'down'].find((side) => meant(event, `card-${side}`));
  const side = editable && ['left', 'right'].find((one) => meant(event, `card-move-${one}`));
  if (way || side) event.preventDefault();
  if (way === 'up' || way === 'down') walk(card, way === 'down' ? 1 : -1);
  else if (way) walkAside(card, way === 'right' ? 1 : -1);
  else if (side) moveAside(card, side === 'right' ? 1 : -1);
  else if (editable && !off() && !event.repeat) {
    const asked = meant(event, 'card-move');
    if (!asked && !meant(event, 'card-choose')) return;
    event.preventDefault();
    if (asked) choose(card);
    else card.querySelector('.check').click();
  }
});

function walk(card, step) {
  const list = cards(columnOf(card));
  focusOn(list[list.indexOf(card) + step]);
}

// Past an empty column to the next one with cards.
function walkAside(card, step) {
  const lists = columns();
  const at = cards(columnOf(card)).indexOf(card);
  for (let to = lists.indexOf(columnOf(card)) + step; lists[to]; to += step) {
    const there = cards(lists[to]);
    if (there.length) return focusOn(there[Math.min(at, there.length - 1)]);
  }
}

function moveAside(card, step) {
  const lists = columns();
  const next = lists[lists.indexOf(columnOf(card)) + step];
  if (next) moveAll([asItStands(card)], next);
}
