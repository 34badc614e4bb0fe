// The files of a drop, those inside folders included when they look like CVs.
const read = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
const file = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

async function walk(entry, wanted) {
  if (entry.isFile) {
    const found = await file(entry);
    return wanted(found) ? [found] : [];
  }
  const reader = entry.createReader();
  const found = [];
  // A reader gives a hundred entries at a time and then none.
  for (let batch; (batch = await read(reader)).length;) for (const inner of batch) found.push(...await walk(inner, wanted));
  return found;
}

export async function droppedFiles(transfer, accept) {
  const kinds = accept.split(',');
  const wanted = ({ name }) => kinds.some((kind) => name.toLowerCase().endsWith(kind));
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const found = [];
  for (const entry of entries) found.push(...await walk(entry, entry.isFile ? () => true : wanted));
  return found;
}
