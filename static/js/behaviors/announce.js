// The one polite voice for screen readers: what happened, and what a list holds since it was filtered.
import { all } from '../find.js';

const voice = document.getElementById('said');
let waiting = [];

export function announce(text) {
  if (!voice || !text) return;
  waiting.push(text);
  // Emptied first: the same words twice are said twice.
  voice.textContent = '';
  if (waiting.length > 1) return;
  setTimeout(() => {
    voice.textContent = waiting.join(' ');
    waiting = [];
  }, 120);
}

// The server's word: HX-Trigger: {"announce": "Note saved."}.
document.addEventListener('announce', ({ detail }) => announce(detail.value));

document.addEventListener('htmx:afterSettle', ({ detail: { elt } }) => {
  for (const news of all('[data-announce]', elt)) announce(news.textContent.replace(/\s+/g, ' ').trim());
});
