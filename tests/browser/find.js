// How a person finds things on a page: by what is written on them. Wrapped around each question the tests ask.
const tidy = (text) => text.replace(/\s+/g, ' ').trim();
const said = (e) => e.getAttribute('aria-label') ?? tidy(e.innerText ?? '');
const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && e.getClientRects().length > 0;
const all = (css) => [...document.querySelectorAll(css)];
// While a dialog is open, nothing behind it can be reached.
const inReach = (css) => [...(document.querySelector('dialog:modal') ?? document).querySelectorAll(css)].filter(shown);
const called = (list, name) => list.find((e) => said(e) === name) ?? list.find((e) => said(e).startsWith(name));
const control = (name) => called(inReach('a[href], button, summary, label:has([type=checkbox], [type=radio])'), name);
const field = (name) => called(inReach('label'), name)?.control ?? inReach('input, select, textarea').find((e) => e.ariaLabel === name);

// The middle of an element's first line, and what lies on top there.
function middle(e) {
  const { x, y, width, height } = e.getClientRects()[0];
  const at = { x: x + width / 2, y: y + height / 2 };
  return { at, top: document.elementFromPoint(at.x, at.y) };
}

const inSight = (e) => shown(e) && e.contains(middle(e).top);

// Where to click an element, or why a finger cannot get at it.
function place(e) {
  if (!e) return 'not there';
  if (e.disabled) return 'disabled';
  e.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  const { at, top } = middle(e);
  if (!top || !(e.contains(top) || top.contains(e))) return `behind ${top?.outerHTML.slice(0, 120)}`;
  return at;
}
