// What others do on the board, as they do it: the cards named are fetched again, one by one or all together.
import { board, cards, chosen, columnOf, columns, countOf, focusOn, named, put, setCount } from './places.js';

const heard = new Set();
let whole = false;
let busy = 0;
let source = null;

// While a card is in the air nothing may change under it.
export const hear = {
  pause: () => { busy += 1; },
  resume: () => { busy -= 1; catchUp(); },
};

export function listen({ dataset: { live } }) {
  if (source) return;
  source = new EventSource(live);
  source.addEventListener('refresh', () => { whole = true; catchUp(); });
  source.addEventListener('changed', (event) => { event.data.split(',').forEach((id) => heard.add(id)); catchUp(); });
}

async function catchUp() {
  if (busy || (!whole && !heard.size)) return;
  const ids = [...heard];
  const all = whole || ids.length > 50;
  heard.clear();
  whole = false;
  hear.pause();
  const page = await fetchBoard(all ? {} : { only: ids.join(',') });
  if (page && busy === 1) {
    if (all || !columns(page).every((list) => named(list.dataset.column))) replace(page);
    else for (const id of ids) renew(id, page);
    for (const list of columns(page)) if (named(list.dataset.column)) setCount(named(list.dataset.column), countOf(list));
  } else if (page) {
    // Someone picked a card up meanwhile: later, then.
    whole ||= all;
    for (const id of ids) heard.add(id);
  }
  hear.resume();
}

async function fetchBoard(more) {
  const address = new URL(location);
  for (const [name, value] of Object.entries(more)) address.searchParams.set(name, value);
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-board]');
}

function renew(id, page) {
  const css = `[data-card="${CSS.escape(id)}"]`;
  const old = board().querySelector(css);
  const fresh = page.querySelector(css);
  const had = old?.contains(document.activeElement);
  const was = old?.querySelector('.check')?.checked;
  const list = fresh && named(columnOf(fresh).dataset.column);
  old?.remove();
  if (!list || isBeyond(fresh, list)) return;
  put(fresh, list);
  if (was) fresh.querySelector('.check').checked = true;
  if (had) focusOn(fresh);
}

// Behind what the column shows so far: it will come when one asks for more.
function isBeyond(card, list) {
  const last = cards(list).at(-1);
  return list.querySelector('[data-more]') && last && card.dataset.rank > last.dataset.rank;
}

function replace(page) {
  const old = board();
  const places = columns(old).map((list) => [list.dataset.column, list.scrollTop]);
  const [ids, left] = [chosen().map((card) => card.dataset.card), old.scrollLeft];
  const focused = old.contains(document.activeElement) && document.activeElement.closest('[data-card]')?.dataset.card;
  const find = (id) => board().querySelector(`[data-card="${CSS.escape(id)}"]`);
  old.replaceWith(page);
  window.htmx.process(page);
  document.dispatchEvent(new CustomEvent('htmx:load', { detail: { elt: page } }));
  page.scrollLeft = left;
  for (const [id, top] of places) if (named(id)) named(id).scrollTop = top;
  for (const id of ids) if (find(id)?.querySelector('.check')) find(id).querySelector('.check').checked = true;
  if (focused) focusOn(find(focused));
}
