// News of a row that is not on the page is kept until the row comes: it may be faster than the answer that brings it.
const early = new Map();

window.htmx.defineExtension('known-rows', {
  transformResponse(html) {
    const part = document.createElement('template');
    part.innerHTML = html;
    for (const row of part.content.querySelectorAll('li[id][hx-swap-oob]')) {
      if (document.getElementById(row.id)) continue;
      row.remove();
      row.removeAttribute('hx-swap-oob');
      early.set(row.id, row);
    }
    return part.innerHTML;
  },
});

// The row itself, or what was heard of it since.
export function latest(row) {
  const heard = early.get(row.id);
  early.delete(row.id);
  return heard ?? row;
}
