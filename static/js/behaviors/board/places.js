// Where things are on the board.
export const board = () => document.querySelector('[data-board]');
export const columns = (place = board()) => [...place.querySelectorAll('[data-column]')];
export const cards = (place) => [...place.querySelectorAll('[data-card]')];
export const cardOf = (element) => element?.closest?.('[data-board] [data-card]');
export const columnOf = (card) => card.closest('[data-column]');
export const named = (id) => document.querySelector(`[data-column="${CSS.escape(id)}"]`);
export const chosen = () => (board() ? cards(board()).filter((card) => card.querySelector('.check')?.checked) : []);
export const focusOn = (card) => card?.querySelector('a')?.focus();

const counter = (list) => list.closest('.col').querySelector('[data-count]');

export function setCount(list, count) {
  const place = counter(list);
  place.dataset.count = count;
  place.textContent = Number(count).toLocaleString('en');
}

export const addCount = (list, by) => setCount(list, Number(counter(list).dataset.count) + by);
export const countOf = (list) => counter(list).dataset.count;

// Into a column, where its order wants the card.
export function put(card, list) {
  const next = cards(list).find((other) => other !== card && other.dataset.rank > card.dataset.rank);
  list.insertBefore(card, next ?? list.querySelector('[data-more]') ?? list.querySelector('.col-blank'));
}
