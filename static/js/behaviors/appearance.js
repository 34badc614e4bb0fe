// Light or dark, and how wide the sidebar is: chosen here, applied by theme.js on the next page.
import { keep } from '../find.js';

const root = document.documentElement;

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-theme-toggle]')) {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    keep('theme', root.dataset.theme);
  }
  if (event.target.closest('[data-nav-toggle]')) {
    const label = document.querySelector('.side-label');
    root.dataset.nav = label && getComputedStyle(label).display === 'none' ? 'wide' : 'rail';
    keep('nav', root.dataset.nav);
  }
});
