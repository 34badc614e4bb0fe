// Menus are <details>: here they learn to close, one at a time, and to follow the arrow keys.
const open = () => [...document.querySelectorAll('details[data-menu][open]')];
const shut = (menu) => { menu.open = false; };

document.addEventListener('click', (event) => {
  for (const menu of open()) if (!menu.contains(event.target) || event.target.matches('.pop-sheet') || event.target.closest('.pop-item')) shut(menu);
});

document.addEventListener('focusin', (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) shut(menu);
});

document.addEventListener('keydown', (event) => {
  const [menu] = open();
  if (!menu) return;
  if (event.key === 'Escape') {
    shut(menu);
    menu.querySelector('summary').focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !menu.contains(document.activeElement)) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll('.pop-item')];
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length + (at < 0 && step < 0 ? 1 : 0)) % items.length]?.focus();
});
