// The focus stays where the work is: on news that ask for it, on the field an address names, or back on the same control
// when the page, or a piece of it, was made anew under it.
import { all } from '../find.js';

export function takeFocus(root) {
  const [news] = all('[data-focus]', root);
  news?.focus();
}

// What tells a control from others: its id, or an attribute, within the nearest thing that has an id.
function identity(element) {
  if (!element || element === document.body) return null;
  if (element.id) return [`#${CSS.escape(element.id)}`];
  const name = ['data-hotkey', 'name', 'rel', 'href', 'aria-label', 'action'].find((one) => element.getAttribute(one));
  if (!name) return null;
  const value = name === 'name' && element.matches('[type=checkbox], [type=radio], button') ? `[value="${CSS.escape(element.value)}"]` : '';
  const own = `${element.localName}[${name}="${CSS.escape(element.getAttribute(name))}"]${value}`;
  const around = element.parentElement.closest('[id]');
  return around ? [`#${CSS.escape(around.id)} ${own}`, own] : [own];
}

const again = (known) => known?.map((css) => document.querySelector(css)).find((control) => control?.checkVisibility());
const lost = () => document.activeElement === document.body || document.activeElement === null;

let before = null;
document.addEventListener('htmx:beforeSwap', () => { before = identity(document.activeElement); });
document.addEventListener('htmx:afterSettle', ({ detail: { target } }) => {
  if (!lost()) return;
  const place = target?.isConnected && target.matches('[tabindex]') ? target : target?.closest('[tabindex]') ?? document.getElementById('main');
  (again(before) ?? place)?.focus({ preventScroll: true });
});

// The same address once more, after a filter, a page, a move or an undo.
const KEY = 'focus';
const session = (use) => { try { return use(sessionStorage); } catch { return null; } };
addEventListener('pagehide', () => {
  const known = identity(document.activeElement);
  session((store) => known ? store.setItem(KEY, JSON.stringify({ path: location.pathname, known })) : store.removeItem(KEY));
});

function comeBack() {
  const left = session((store) => { const kept = store.getItem(KEY); store.removeItem(KEY); return kept; });
  if (!left || !lost()) return;
  const { path, known } = JSON.parse(left);
  if (path === location.pathname) (again(known) ?? document.getElementById('main'))?.focus({ preventScroll: true });
}

// An address that names a field, or a form by its first one, means that one writes there next.
function followHash() {
  const goal = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const field = goal && (goal.matches('form') ? goal.querySelector('input:not([type="hidden"]), textarea, select') : goal.matches('input, textarea') && goal);
  if (!field) return;
  for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  field.focus();
}

addEventListener('hashchange', followHash);
followHash();
comeBack();
