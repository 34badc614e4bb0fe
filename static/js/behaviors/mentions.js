// Offers colleagues' names after an @ in a note. The names are in data-mentions, as JSON.
import { all } from '../find.js';

const MOST = 6;

export function offerMentions(root) {
  for (const box of all('[data-mentions]', root)) if (!box.querySelector('[role=listbox]')) equip(box);
}

function equip(box) {
  const field = box.querySelector('textarea');
  const names = JSON.parse(box.dataset.mentions);
  const list = document.createElement('ul');
  list.id = `${field.id}-names`;
  list.className = 'pop absolute left-2 top-full z-menu w-56';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Colleagues');
  list.hidden = true;
  box.append(list);
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-autocomplete', 'list');
  let chosen = 0;

  // What stands between the last @ before the caret and the caret.
  const typed = () => /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N} ]{0,40})$/u.exec(field.value.slice(0, field.selectionStart))?.[1];
  const close = () => { list.hidden = true; field.removeAttribute('aria-activedescendant'); };
  const mark = () => {
    for (const [index, item] of [...list.children].entries()) item.setAttribute('aria-selected', index === chosen);
    field.setAttribute('aria-activedescendant', list.children[chosen].id);
  };
  const offer = () => {
    const start = typed()?.toLowerCase();
    const fits = start === undefined ? [] : names.filter((name) => name.toLowerCase().startsWith(start) && name.toLowerCase() !== start).slice(0, MOST);
    if (!fits.length) return close();
    list.replaceChildren(...fits.map((name, index) => {
      const item = document.createElement('li');
      item.id = `${list.id}-${index}`;
      item.className = 'pop-item';
      item.setAttribute('role', 'option');
      item.textContent = name;
      item.addEventListener('mousedown', (event) => { event.preventDefault(); take(name); });
      return item;
    }));
    chosen = 0;
    list.hidden = false;
    mark();
  };
  const take = (name) => {
    const caret = field.selectionStart;
    field.setRangeText(`${name} `, caret - typed().length, caret, 'end');
    close();
    field.focus();
  };

  field.addEventListener('input', offer);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const count = list.children.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') chosen = (chosen + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
    else if (event.key === 'Enter' || event.key === 'Tab') take(list.children[chosen].textContent);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (!list.hidden) mark();
  });
}
