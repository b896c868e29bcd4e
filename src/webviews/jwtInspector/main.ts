import { fill } from '../../core/errors.ts';
import type { Translate } from '../../core/explain.ts';
import { decodeToken } from '../../core/jwt/decode.ts';
import { describeToken } from '../../core/jwt/describe.ts';
import { timeText } from '../../core/jwt/timeText.ts';
import {
  parseToInspector,
  type FromInspector,
  type Outcome,
  type ShowProfiles,
  type ShowToken,
  type ToInspector,
  type VerificationView,
} from '../../protocol/jwtInspector.ts';
import { element, fillElement } from '../shared/dom.ts';
import { connect } from '../shared/host.ts';
import { claimsSection } from './claimsSection.ts';
import { compareSection } from './compareSection.ts';
import { expectSection } from './expectSection.ts';
import { findingsSection } from './findingsSection.ts';
import { pasteSection, takeDrops } from './pasteSection.ts';
import { rawSection } from './rawSection.ts';
import { summarySection } from './summarySection.ts';
import { timelineSection } from './timelineSection.ts';
import { decryptSection, forgeSection } from './toolSections.ts';
import { tokenSection } from './tokenSection.ts';
import { verifySection } from './verifySection.ts';
import type { View } from './view.ts';
import '../shared/base.css';
import './claims.css';
import './tools.css';
import './style.css';

const app = document.getElementById('app') ?? document.body;
const status = element('p', { class: 'announcement', role: 'status', 'aria-live': 'polite' });
const content = element('div');
app.append(content, status);

let shown: ShowToken | undefined;
/** Draws what the verification changes, and leaves forms and open sections as they are. */
let drawVerification: (verification: VerificationView) => void = () => {};
/** Offers the saved expectations. */
let drawProfiles: (message: ShowProfiles) => void = () => {};
/** Draws what the host made or decrypted. */
let drawOutcome: (outcome: Outcome) => void = () => {};
let profiles: ShowProfiles = { type: 'profiles', profiles: [] };
let updates: ((now: number) => void)[] = [];

const host = connect<ToInspector, FromInspector>(parseToInspector, (message) => {
  switch (message.type) {
    case 'show':
      shown = message;
      draw(message);
      return;
    case 'verification':
      drawVerification(message.verification);
      announce(message.verification.title);
      return;
    case 'profiles':
      profiles = message;
      drawProfiles(message);
      return;
    case 'outcome':
      drawOutcome(message);
      return;
    case 'announce':
      announce(message.text);
      return;
  }
});
takeDrops(
  (text) => host.post({ type: 'inspect', text }),
  (uri) => host.post({ type: 'inspectFile', uri }),
);
setInterval(() => {
  const now = Date.now();
  for (const update of updates) update(now);
}, 1000);

function announce(text: string): void {
  status.textContent = text;
  setTimeout(() => {
    if (status.textContent === text) status.textContent = '';
  }, 4000);
}

/** Draws the whole page; what lives registers its own update. */
function draw({ token: compact, refusal, compareWith, locale, messages }: ShowToken): void {
  const translate: Translate = (template, data = {}) => fill(messages[template] ?? template, data);
  const focused = document.activeElement?.id;
  updates = [];
  document.documentElement.lang = locale;
  const paste = pasteSection(compact === undefined, refusal, translate, (text) =>
    host.post({ type: 'inspect', text }),
  );
  if (compact === undefined) {
    fillElement(content, paste);
    return;
  }
  const now = Date.now();
  const token = decodeToken(compact);
  const described = describeToken(token, now);
  const raw = tokenSection(token, translate);
  const view: View = {
    token,
    summary: described,
    verification: undefined,
    now,
    translate,
    times: timeText(locale),
    post: (message) => host.post(message),
    live: (update) => {
      updates.push(update);
      update(now);
    },
    mark: raw.mark,
  };
  const [decrypt, forge] = [decryptSection(view), forgeSection(view)];
  drawOutcome = (outcome) => {
    (outcome.about === 'decrypt' ? decrypt : forge).show(outcome);
  };
  const expect = expectSection(view);
  drawProfiles = expect.offer;
  expect.offer({ type: 'profiles', profiles: profiles.profiles });
  let summary = summarySection(view);
  drawVerification = (verification) => {
    const renewed = summarySection({ ...view, verification });
    summary.replaceWith(renewed);
    summary = renewed;
  };
  fillElement(
    content,
    summary,
    findingsSection(view),
    timelineSection(view),
    // One box, so that the token stays in sight beside its claims and no longer.
    element('div', {}, raw.section, claimsSection(view)),
    rawSection(view),
    element(
      'section',
      { class: 'tools', 'aria-labelledby': 'tools' },
      element('h2', { id: 'tools' }, translate('Tools')),
      decrypt.section,
      verifySection(view),
      expect.section,
      compareSection(view, compareWith),
      forge.section,
      paste,
    ),
  );
  if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus();
  redrawAtTurn(view);
}

/** When the token becomes valid or expires, everything said about it changes. */
function redrawAtTurn({ summary: { validity }, live }: View): void {
  const turn =
    validity?.state === 'valid' ? validity.until : validity?.state === 'early' ? validity.from : undefined;
  if (turn === undefined) return;
  live((now) => {
    if (now >= turn && shown !== undefined) draw(shown);
  });
}
