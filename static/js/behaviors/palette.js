// The command palette: where to go and whom to find from the server, what can be done from the page itself.
import { mac, stroke } from '../keys.js';
import { press } from './hotkeys.js';
import { doings } from './palette/doings.js';
import { recent } from './palette/recent.js';
import { fits, mark, words } from './palette/words.js';

const dialog = document.getElementById('palette');
const field = document.getElementById('palette-q');
const list = document.getElementById('palette-list');
const PAUSE = 20;

// What the server said last, and for which words.
let answer = { text: null, groups: [] };
let asking = null;
let timer;
// Enter was pressed before the answer came: it opens what comes first then.
let waiting = false;
let rows = [];
let at = 0;

const text = () => field.value.trim();
const commandsOnly = () => text().startsWith('>');
const say = (place, what) => { dialog.querySelector(place).textContent = what; };

function begin() {
  field.select();
  waiting = false;
  if (answer.text !== text()) answer = { text: null, groups: [] };
  list.hidden = true;
  ask();
  // The server answers before one sees that there was nothing; where it does not, the page has its own to show.
  setTimeout(() => dialog.open && list.hidden && show(), 80);
}

async function ask() {
  asking?.abort();
  if (commandsOnly()) return show();
  const mine = new AbortController();
  asking = mine;
  const query = new URLSearchParams({ q: text(), recent: recent().join(',') });
  const failed = (why) => {
    if (asking !== mine) return;
    asking = null;
    answer = { text: text(), groups: [], why };
    show();
  };
  try {
    const said = await fetch(`/palette?${query}`, { signal: mine.signal, headers: { 'HX-Request': 'true' } });
    const signIn = said.headers.get('HX-Redirect');
    if (signIn) return location.assign(signIn);
    if (!said.ok) return failed('The search did not work. Try again in a moment.');
    const page = new DOMParser().parseFromString(await said.text(), 'text/html');
    if (asking !== mine) return;
    asking = null;
    answer = { text: query.get('q'), groups: [...page.querySelectorAll('[role=group]')] };
    show();
    if (waiting) open(rows[at]);
  } catch (error) {
    if (error.name !== 'AbortError') failed('No answer from the server. Check the connection.');
  }
}

// Everything that fits, in order: lately, people, this page, places, people called nearly so, the search for all of it.
function show() {
  const typed = words(text().replace(/^>/, ''));
  const chosen = rows[at]?.dataset.key;
  const groups = [...(commandsOnly() ? [] : answer.groups.map((group) => group.cloneNode(true))), ...own(typed)];
  const merged = new Map();
  for (const group of groups.sort((a, b) => a.dataset.order - b.dataset.order)) {
    const known = merged.get(group.getAttribute('aria-label'));
    if (known) known.append(...group.querySelectorAll('[role=option]'));
    else merged.set(group.getAttribute('aria-label'), group);
  }
  list.replaceChildren(...merged.values());
  rows = [...list.querySelectorAll('[role=option]')];
  for (const [index, row] of rows.entries()) {
    row.id = `palette-${index}`;
    row.dataset.key ??= row.getAttribute('href');
    mark(row.querySelector('.pal-name'), typed);
  }
  list.hidden = !rows.length;
  field.setAttribute('aria-expanded', rows.length > 0);
  const nothing = commandsOnly() ? 'This page has no such command.' : 'Nothing found.';
  const why = answer.why ?? (rows.length || asking ? '' : nothing);
  dialog.querySelector('[data-said]').hidden = !why;
  say('[data-said]', why);
  say('[data-count]', why || `${rows.length} ${rows.length === 1 ? 'result' : 'results'}`);
  // What was chosen stays chosen while the rest arrives, as long as the words are the same.
  const stays = waiting || !moved ? 0 : rows.findIndex((row) => row.dataset.key === chosen);
  choose(Math.max(stays, 0));
}

const GROUPS = [['On this page', 2], ['Go to', 3], ['Commands', 3.5]];

function own(typed) {
  const all = doings().filter(({ name, about }) => fits(name, about, typed));
  return GROUPS.map(([label, order]) => {
    const found = all.filter((one) => one.group === label && !(commandsOnly() && label === 'Go to'));
    if (!found.length) return null;
    const group = document.createElement('div');
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', label);
    group.dataset.order = order;
    const head = document.createElement('p');
    head.className = 'pal-head';
    head.setAttribute('aria-hidden', 'true');
    head.textContent = label;
    group.append(head, ...found.map(row));
    return group;
  }).filter(Boolean);
}

const does = new WeakMap();

function row({ name, about, icon, keys, control }) {
  const made = dialog.querySelector('template').content.firstElementChild.cloneNode(true);
  if (icon) made.prepend(icon);
  made.querySelector('.pal-name').textContent = name;
  made.querySelector('.pal-about').textContent = about;
  made.querySelector('.pal-more').append(...keys.map((key) => {
    const cap = document.createElement('kbd');
    cap.className = 'kbd';
    cap.textContent = key;
    return cap;
  }));
  made.dataset.key = name;
  does.set(made, control);
  return made;
}

let moved = false;

function choose(index) {
  for (const row of rows) row.setAttribute('aria-selected', 'false');
  at = index;
  const row = rows[index];
  if (!row) return field.removeAttribute('aria-activedescendant');
  row.setAttribute('aria-selected', 'true');
  field.setAttribute('aria-activedescendant', row.id);
  // The first one shows its heading, too.
  if (index) row.scrollIntoView({ block: 'nearest' });
  else list.scrollTop = 0;
}

function open(row, apart = false) {
  if (!row) return;
  const control = does.get(row);
  const href = row.getAttribute('href') ?? control?.getAttribute('href');
  if (apart && href) return window.open(href, '_blank', 'noopener');
  dialog.close();
  if (control) return act(control);
  location.assign(href);
}

// A menu opens, and its first field or item is next.
function act(control) {
  const menu = control.matches('summary') && control.parentElement;
  if (!menu) return press(control);
  menu.open = true;
  control.scrollIntoView({ block: 'nearest' });
  (menu.querySelector('input:not([type=hidden]), textarea, select, .pop-item') ?? control).focus();
}

if (dialog) {
  field.addEventListener('input', () => {
    clearTimeout(timer);
    asking?.abort();
    // Not an answer yet, but a question: Enter waits for it.
    asking = commandsOnly() ? null : asking ?? new AbortController();
    waiting = false;
    moved = false;
    answer = { ...answer, why: undefined, groups: answer.groups.filter((group) => group.dataset.order !== '0') };
    show();
    timer = setTimeout(ask, PAUSE);
  });
  // The key that opens it closes it.
  dialog.addEventListener('keydown', (event) => {
    if (stroke(event) !== document.querySelector('[data-dialog="palette"][data-hotkey]')?.dataset.hotkey) return;
    event.preventDefault();
    dialog.close();
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && rows.length) {
      event.preventDefault();
      moved = true;
      choose((at + step + rows.length) % rows.length);
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (asking && !moved) waiting = true;
    else open(rows[at], mac ? event.metaKey : event.ctrlKey);
  });
  list.addEventListener('click', (event) => {
    const row = event.target.closest('[role=option]');
    if (!row || (row.hasAttribute('href') && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
    event.preventDefault();
    open(row);
  });
  // Fingers and mice choose rows; the words stay where they are typed.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  new MutationObserver(() => dialog.open && begin()).observe(dialog, { attributeFilter: ['open'] });
  dialog.addEventListener('close', () => { asking?.abort(); asking = null; clearTimeout(timer); });
}
