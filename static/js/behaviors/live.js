// A live page that lost its connection may have missed events: when it is back, the part named here is fetched again.
const lost = new WeakSet();

document.addEventListener('htmx:sseError', (event) => lost.add(event.target));
document.addEventListener('htmx:sseOpen', (event) => {
  if (!lost.delete(event.target)) return;
  const part = event.target.dataset.sseRefresh;
  if (part) refresh(part);
});

export const refresh = (part, from = location.href) =>
  document.querySelector(part) && window.htmx.ajax('GET', from, { target: part, select: part, swap: 'outerHTML' });
