// Words over a cell open by hovering and by focus, in CSS. Here a press focuses where the browser would not (Safari), a
// second press shuts them, and so does Escape.
const shut = (tip) => tip.setAttribute('data-shut', '');

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-tip]');
  if (!button) return;
  const cell = button.closest('.has-tip');
  if (button === document.activeElement && cell.dataset.by === 'press' && !cell.hasAttribute('data-shut')) return shut(cell);
  cell.removeAttribute('data-shut');
  cell.dataset.by = 'press';
  button.focus();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') for (const cell of document.querySelectorAll('.has-tip:is(:hover, :focus-within)')) shut(cell);
});

for (const ending of ['focusout', 'mouseout']) {
  document.addEventListener(ending, (event) => {
    const cell = event.target.closest?.('.has-tip');
    if (!cell || cell.contains(event.relatedTarget)) return;
    cell.removeAttribute('data-shut');
    delete cell.dataset.by;
  });
}
