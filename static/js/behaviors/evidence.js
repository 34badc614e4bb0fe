// From a requirement to the words in the CV and back: both ends carry data-ev with the same key.
const ends = (key) => [...document.querySelectorAll(`[data-ev="${CSS.escape(key)}"]`)];
const still = matchMedia('(prefers-reduced-motion: reduce)');
const beside = matchMedia('(min-width: 1024px)');

document.addEventListener('click', (event) => {
  const from = event.target.closest('[data-ev][data-ev-go]');
  if (!from) return;
  const pair = ends(from.dataset.ev);
  // The other end is the one outside this pane: a requirement may have several quotes, and so several marks.
  const goal = document.getElementById(from.hash.slice(1)) ?? pair.find((end) => end !== from);
  if (!goal) return;
  event.preventDefault();
  // Where the CV lies below, going there is a step of its own, which Back takes back.
  if (!beside.matches) history.pushState(history.state, '', from.hash);
  for (const lit of document.querySelectorAll('[data-on]')) lit.removeAttribute('data-on');
  for (const end of pair) end.setAttribute('data-on', '');
  goal.scrollIntoView({ block: 'center', behavior: still.matches ? 'auto' : 'smooth' });
  goal.focus({ preventScroll: true });
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ev-toggle]');
  if (!button) return;
  const on = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', on);
  for (const cv of document.querySelectorAll('[data-cv]')) cv.classList.toggle('no-marks', !on);
});
