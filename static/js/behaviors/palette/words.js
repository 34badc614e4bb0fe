// Words as the palette compares them: small letters without accents.
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export const words = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// Every word typed begins one of the name, or of what it is about.
export function fits(name, about, typed) {
  const there = [...words(name), ...words(about)];
  const own = words(name);
  return typed.every((start) => there.some((word) => word.startsWith(start)))
    && (!typed.length || typed.some((start) => own.some((word) => word.startsWith(start))));
}

// Marks what was typed at the beginnings of words.
export function mark(place, typed) {
  if (!typed.length) return;
  const pieces = place.textContent.split(/(?<=[^\p{L}\p{N}\p{M}])(?=[\p{L}\p{N}])/u);
  place.replaceChildren(...pieces.flatMap((piece) => {
    const length = Math.max(0, ...typed.filter((start) => fold(piece).startsWith(start)).map((start) => reach(piece, start)));
    if (!length) return [piece];
    const hit = document.createElement('mark');
    hit.textContent = piece.slice(0, length);
    return [hit, piece.slice(length)];
  }));
}

// How much of a piece the folded beginning covers: an accent may stand apart.
function reach(piece, start) {
  let end = 0;
  for (const letter of piece) {
    if (fold(piece.slice(0, end)).length >= start.length) break;
    end += letter.length;
  }
  return end;
}
