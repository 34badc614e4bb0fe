// Times come from the server in UTC; here they turn into the reader's own, and keep up as minutes pass.
import { all } from '../find.js';

const day = { day: 'numeric', month: 'short' };
const full = { ...day, year: 'numeric' };
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const write = (at, how) => new Intl.DateTimeFormat('en-GB', how).format(at);
const midnight = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

function ago(at, now) {
  const minutes = Math.floor((now - at) / 60000);
  const daysApart = Math.round((midnight(now) - midnight(at)) / 86400000);
  if (minutes === 0 || minutes === -1) return 'just now';
  if (minutes > 0 && minutes < 60) return `${minutes} min ago`;
  if (minutes > 0 && daysApart === 0) return `${Math.floor(minutes / 60)} h ago`;
  if (daysApart === 1) return 'Yesterday';
  return write(at, at.getFullYear() === now.getFullYear() ? day : full);
}

const words = {
  when: (at) => ago(at, new Date()),
  date: (at) => write(at, full),
  datetime: (at) => `${write(at, full)}, ${write(at, clock)}`,
};

export function tellTime(root) {
  for (const time of all('time[data-local]', root)) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.textContent = words[time.dataset.local]?.(at) ?? time.textContent;
    time.title = `${write(at, full)}, ${write(at, { ...clock, timeZoneName: 'short' })}`;
  }
}

setInterval(() => document.hidden || tellTime(document), 60000);
