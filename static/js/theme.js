// Runs in the head, before anything is drawn, so that no page flashes in the wrong theme or width.
{
  const root = document.documentElement;
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dress = () => { root.dataset.theme = kept('theme') ?? (dark.matches ? 'dark' : 'light'); };
  dress();
  dark.addEventListener('change', dress);
  if (kept('nav')) root.dataset.nav = kept('nav');
  root.dataset.js = '';
}
