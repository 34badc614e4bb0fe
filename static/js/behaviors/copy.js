// Copies the text of another element: data-copy="#questions".
import { toast } from './toasts.js';

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const text = document.querySelector(button.dataset.copy)?.innerText.trim() ?? '';
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied.');
  } catch {
    toast('Could not copy. Select the text and copy it by hand.', { tone: 'neg' });
  }
});
