import { raw } from 'hono/html';

/** The look of every sandbox page, light and dark. */
export const stylesheet = raw(`
:root {
  --page: #eef1f6; --card: #fff; --text: #1b1f27; --quiet: #5a6372; --line: #d9dee7;
  --accent: #2456d6; --accent-text: #fff; --accent-hover: #1b45b0; --soft: #f4f6fb;
  --warn-back: #fff4d6; --warn-text: #6b4700; --bad-back: #fdecec; --bad-text: #98161b; --good: #14724a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151b; --card: #1b2029; --text: #e7eaf0; --quiet: #a0a9b8; --line: #323a47;
    --accent: #86a8ff; --accent-text: #0d1322; --accent-hover: #a9c1ff; --soft: #232a35;
    --warn-back: #3a2f12; --warn-text: #ffdc8c; --bad-back: #3f1d20; --bad-text: #ffb3b3; --good: #6fd6a5;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
main { max-width: 30rem; margin: 0 auto; padding: clamp(1rem, 8vh, 5rem) 1rem 2rem; }
header { display: flex; align-items: center; gap: .6rem; padding: 0 .25rem .9rem; }
.logo-shield { fill: var(--accent); } .logo-key { fill: var(--card); }
.brand { font-weight: 600; }
.badge {
  margin-left: auto; padding: .15rem .6rem; border-radius: 1rem; background: var(--warn-back);
  color: var(--warn-text); font-size: .75rem; font-weight: 700; letter-spacing: .06em; text-transform: uppercase;
}
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.75rem;
  box-shadow: 0 .5rem 1.5rem rgb(10 20 50 / 8%);
}
h1 { text-wrap: balance; margin: 0 0 .25rem; font-size: 1.4rem; line-height: 1.3; font-weight: 650; }
h2 { margin: 1.25rem 0 .35rem; font-size: .8rem; font-weight: 600; color: var(--quiet); }
p { margin: .25rem 0 1rem; }
footer { padding: 1rem .25rem; color: var(--quiet); font-size: .8rem; text-wrap: balance; }
.quiet { color: var(--quiet); }
.small { font-size: .85rem; }
ul { list-style: none; margin: 0; padding: 0; }
code { font-family: ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace; font-size: .92em; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin-bottom: .3rem; }
input[type=text], input[type=password] {
  width: 100%; padding: .65rem .75rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--soft); color: inherit; font: inherit;
}
input.code { font: 600 1.35rem ui-monospace, Menlo, Consolas, monospace; letter-spacing: .18em; text-transform: uppercase; text-align: center; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.buttons { display: flex; justify-content: flex-end; gap: .6rem; margin-top: 1.25rem; }
button {
  padding: .6rem 1.25rem; border-radius: .5rem; border: 1px solid var(--line); background: var(--card);
  color: inherit; font: inherit; font-weight: 600; cursor: pointer;
}
button:hover { background: var(--soft); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-text); }
button.primary:hover { background: var(--accent-hover); }
.accounts { border: 1px solid var(--line); border-radius: .6rem; overflow: hidden; }
.accounts li + li { border-top: 1px solid var(--line); }
.accounts button {
  display: flex; align-items: center; gap: .8rem; width: 100%; padding: .6rem .8rem; border: 0;
  border-radius: 0; text-align: left; font-weight: 400;
}
.accounts button:focus-visible { outline-offset: -3px; }
.avatar {
  flex: none; display: grid; place-items: center; width: 2.3rem; height: 2.3rem; border-radius: 50%;
  background: var(--soft); border: 1px solid var(--line); color: var(--accent); font-size: .8rem; font-weight: 700;
}
.who { min-width: 0; } .who strong { display: block; font-weight: 600; }
.who span { display: block; overflow: hidden; text-overflow: ellipsis; color: var(--quiet); font-size: .85rem; }
.tag { margin-left: auto; flex: none; font-size: .75rem; color: var(--quiet); }
.tag.in { color: var(--good); font-weight: 600; }
details { margin-top: 1rem; } summary { cursor: pointer; color: var(--accent); font-weight: 600; }
details form { margin-top: .8rem; }
.notice { margin: 0 0 1rem; padding: .7rem .85rem; border-radius: .5rem; background: var(--bad-back); color: var(--bad-text); overflow-wrap: anywhere; }
.hint code { white-space: nowrap; }
.hint { margin: .6rem 0 0; padding: .55rem .75rem; border-radius: .5rem; background: var(--warn-back); color: var(--warn-text); font-size: .85rem; }
.scopes li { padding: .6rem 0 .6rem 1.6rem; border-top: 1px solid var(--line); position: relative; }
.scopes li::before { content: '✓'; position: absolute; left: .15rem; color: var(--good); font-weight: 700; }
.scopes strong { font-weight: 600; } .scopes code { float: right; color: var(--quiet); font-size: .78rem; margin-left: .75rem; }
.scopes span { display: block; color: var(--quiet); font-size: .85rem; }
.check { display: flex; gap: .6rem; align-items: flex-start; margin-top: .75rem; padding: .75rem; border-radius: .5rem; background: var(--soft); font-weight: 400; }
.check input { margin-top: .3rem; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 1rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .85rem; }
.facts dt { color: var(--quiet); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.mark { font-size: 2rem; line-height: 1; margin-bottom: .5rem; } .mark.good { color: var(--good); } .mark.bad { color: var(--bad-text); }
`);
