// Puts the focus where the news is: on a summary of errors, or back into a piece of the page that was replaced under it.
import { all } from '../find.js';

export function takeFocus(root) {
  const [news] = all('[data-focus]', root);
  news?.focus();
}

document.addEventListener('htmx:afterSettle', (event) => {
  if (document.activeElement !== document.body) return;
  const target = event.detail.target;
  const place = target?.matches?.('[tabindex]') ? target : target?.closest?.('#main');
  place?.focus({ preventScroll: true });
});
