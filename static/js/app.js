// Starts every behaviour. Most listen on the document and need no start; these look over new content as it arrives.
import './behaviors/announce.js';
import './behaviors/appearance.js';
import './behaviors/copy.js';
import './behaviors/evidence.js';
import './behaviors/hotkeys.js';
import './behaviors/live.js';
import './behaviors/menu.js';
import './behaviors/navigate.js';
import './behaviors/palette.js';
import './behaviors/print.js';
import './behaviors/problems.js';
import './behaviors/reveal.js';
import './behaviors/tips.js';
import './behaviors/upload.js';
import { startBoard } from './behaviors/board.js';
import { lockUntilTyped } from './behaviors/dialog.js';
import { keepDrafts } from './behaviors/drafts.js';
import { takeFocus } from './behaviors/focus.js';
import { watchForms } from './behaviors/forms.js';
import { tellTime } from './behaviors/local-time.js';
import { offerMentions } from './behaviors/mentions.js';
import { countSelected } from './behaviors/selection.js';
import { offerTimeZone } from './behaviors/time-zone.js';
import { timeToasts } from './behaviors/toasts.js';

const arrive = (root) => [lockUntilTyped, takeFocus, watchForms, tellTime, offerTimeZone, countSelected, offerMentions, keepDrafts, timeToasts, startBoard].forEach((look) => look(root));

arrive(document.body);
document.addEventListener('htmx:load', (event) => event.detail.elt !== document.body && arrive(event.detail.elt));
