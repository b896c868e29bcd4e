import { randomBytes } from 'node:crypto';

/** A page of the loopback listener, and the policy it is served under. */
export interface LoopbackPage {
  readonly html: string;
  readonly policy: string;
}

const TEXTS = {
  done: ['You are back', 'The sign-in has come back to Visual Studio Code. You can close this page.'],
  refused: [
    'The sign-in was refused',
    'Visual Studio Code shows what the authorization server said and what to do. You can close this page.',
  ],
  foreign: [
    'This is not the sign-in that is waited for',
    'The response belongs to another attempt and was rejected. Close old sign-in pages and try again.',
  ],
  incomplete: ['Nothing came back', 'The address has neither a code nor an error. Run the flow again.'],
  unknown: ['There is nothing here', 'This listener only waits for one sign-in to come back.'],
} as const;

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;
  background:light-dark(#f5f6f8,#16181d);color:light-dark(#1c2026,#e7e9ee)}
main{max-width:28rem;margin:1.5rem;padding:2rem 2.25rem;border-radius:12px;
  background:light-dark(#fff,#1f232b);box-shadow:0 1px 3px rgb(0 0 0/.15)}
h1{margin:0 0 .5rem;font-size:1.25rem}
p{margin:0}
small{display:block;margin-top:1.25rem;opacity:.65}`;

/** Tells the person how it went. Nothing from outside stands in it. */
export function loopbackPage(outcome: keyof typeof TEXTS): LoopbackPage {
  const [title, text] = TEXTS[outcome];
  return page(title, `<h1>${title}</h1><p>${text}</p>`);
}

/** Sends the fragment on to the listener as a form, since browsers keep fragments to themselves. */
export function relayPage(): LoopbackPage {
  const script = `
const form=document.createElement('form');form.method='post';
for(const[name,value]of new URLSearchParams(location.hash.slice(1))){
const input=document.createElement('input');input.type='hidden';input.name=name;input.value=value;form.append(input)}
history.replaceState(null,'',location.pathname);
if(form.children.length>0){document.body.append(form);form.submit()}`;
  return page(
    'One moment',
    '<h1>One moment</h1><p>The response is handed to Visual Studio Code.</p><noscript><p>This page needs JavaScript.</p></noscript>',
    script,
  );
}

function page(title: string, content: string, script?: string): LoopbackPage {
  const nonce = randomBytes(16).toString('base64');
  const scripts = script === undefined ? '' : `<script nonce="${nonce}">${script}</script>`;
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style nonce="${nonce}">${STYLE}</style></head><body><main>${content}<small>Identity Workbench</small></main>${scripts}</body></html>`,
    policy: `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  };
}
