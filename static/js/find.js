// Looks in a piece of the page, the piece itself included.
export const all = (selector, root = document) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];

// Remembers a choice on this device; a browser that forbids it just forgets.
export const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };
export const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
