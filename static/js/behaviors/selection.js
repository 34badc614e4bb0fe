// Choosing rows: a table with data-select-table="id" and the bar with that id, shown while something is chosen.
import { all } from '../find.js';

const rows = (table) => [...table.querySelectorAll('tbody .check')];
let last = null;

function sync(table) {
  const bar = document.getElementById(table.dataset.selectTable);
  const head = table.querySelector('thead .check');
  const boxes = rows(table);
  const chosen = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest('tr').setAttribute('aria-selected', box.checked);
  if (head) {
    head.checked = chosen > 0 && chosen === boxes.length;
    head.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  if (!bar) return;
  bar.hidden = chosen === 0;
  for (const place of bar.querySelectorAll('[data-n]')) place.textContent = chosen;
}

document.addEventListener('click', (event) => {
  const box = event.target.closest('[data-select-table] .check');
  if (box) {
    const table = box.closest('table');
    const boxes = rows(table);
    if (box.closest('thead')) for (const row of boxes) row.checked = box.checked;
    else if (event.shiftKey && boxes.includes(last)) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const row of boxes.slice(from, to + 1)) row.checked = box.checked;
    }
    last = box;
    sync(table);
  }
  const bar = event.target.closest('[data-clear]')?.closest('.bulk');
  const table = bar && document.querySelector(`[data-select-table="${bar.id}"]`);
  if (table) {
    for (const row of rows(table)) row.checked = false;
    sync(table);
  }
});

// Rows fetched anew keep what was chosen among them; a value is an id and, after a dot, where that one was seen.
let kept = new Set();
const idOf = (box) => box.value.split('.')[0];
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  kept = new Set([...detail.target.querySelectorAll('[data-select-table] tbody .check:checked')].map(idOf));
});
document.addEventListener('htmx:afterSwap', () => {
  for (const table of document.querySelectorAll('[data-select-table]')) {
    for (const box of rows(table)) if (kept.has(idOf(box))) box.checked = true;
    sync(table);
  }
});

// Enter in one deed's field means that deed, and not the bar's first button.
document.addEventListener('keydown', (event) => {
  const pop = event.key === 'Enter' && event.target.matches('[data-one-deed] .pop input') && event.target.closest('.pop');
  if (!pop) return;
  event.preventDefault();
  pop.querySelector('button').click();
});

export const countSelected = (root) => all('[data-select-table]', root).forEach(sync);
addEventListener('pageshow', () => countSelected(document));
