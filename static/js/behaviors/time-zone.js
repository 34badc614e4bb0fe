// Offers the reader's own time zone where one has to be chosen, until someone has chosen.
import { all } from '../find.js';

export function offerTimeZone(root) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const list of all('select[data-time-zone]', root)) {
    const again = list.form?.querySelector('[role="alert"]');
    const option = [...list.options].find(({ value }) => value === zone);
    if (option && !again) option.selected = true;
  }
}
