// What a press of keys means. The page of shortcuts carries the names of those that scripts answer to.
const known = JSON.parse(document.getElementById('help')?.dataset.keys ?? '{}');
export const mac = /^(Mac|iP)/.test(navigator.platform);

export const meant = (event, name) => stroke(event) === known[name];

// A press as the registry writes it: u, ?, mod+k, shift+arrowright. Nothing where it is meant for someone else.
export function stroke(event) {
  if (!event.key || event.isComposing || event.keyCode === 229) return '';
  // AltGr makes signs, [ on many keyboards; to Windows it is Ctrl and Alt.
  const sign = event.getModifierState?.('AltGraph');
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (other || (event.altKey && !sign)) return '';
  const key = latin(event);
  // A sign may need Shift on one keyboard and not on the next; letters and arrows mean it.
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
  return [mod && !sign && 'mod', shift && 'shift', key].filter(Boolean).join('+');
}

// On a keyboard of another alphabet the key counts that lies where ours would.
function latin({ key, code }) {
  if (key.length > 1 || key <= '~') return key.toLowerCase();
  return code === 'BracketLeft' ? '[' : (/^Key([A-Z])$/.exec(code)?.[1] ?? '').toLowerCase();
}

// Where keys are letters and nothing else.
export const typing = (target) =>
  Boolean(target.closest?.('input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable]'));
