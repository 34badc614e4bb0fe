// A live page that lost its connection may have missed events: when it is back, the part named here is fetched again.
const lost = new WeakSet();

document.addEventListener('htmx:sseError', (event) => lost.add(event.target));
document.addEventListener('htmx:sseOpen', (event) => {
  if (!lost.delete(event.target)) return;
  const part = event.target.dataset.sseRefresh;
  if (part) refresh(part);
});

// Many candidates may be open in tabs, more than a browser keeps streams for: theirs look again when they are looked at.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return;
  for (const part of document.querySelectorAll('[data-return]')) part.dispatchEvent(new Event('seen-again'));
});

export const refresh = (part, from = location.href) =>
  document.querySelector(part) && window.htmx.ajax('GET', from, { target: part, select: part, swap: 'outerHTML' });
