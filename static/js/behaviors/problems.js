// What htmx may not swap: failures that were not dressed for this page, and answers that never came.
import { toast } from './toasts.js';

document.addEventListener('htmx:beforeSwap', (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400 || xhr.status === 422 || xhr.getResponseHeader('HX-Retarget')) return;
  event.detail.shouldSwap = false;
  toast('That did not work. Reload the page to see where things stand.', { tone: 'neg' });
});

for (const name of ['htmx:sendError', 'htmx:timeout'])
  document.addEventListener(name, () => toast('No answer from the server. Check the connection and try again.', { tone: 'neg' }));
