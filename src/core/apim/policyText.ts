/** Whether the text is a policy document or fragment: its root, after comments and declarations, says so. */
export function isPolicyText(text: string): boolean {
  const head = text.slice(0, 20_000);
  for (let at = 0; at < head.length;) {
    if (head.startsWith('<!--', at) || head.startsWith('<?', at)) {
      const end = head.indexOf(head[at + 1] === '?' ? '?>' : '-->', at);
      if (end === -1) return false;
      at = end + 2;
    } else if (head[at] === '<') return /^<(?:policies|fragment)[\s>/]/.test(head.slice(at, at + 12));
    else if (/[\s\uFEFF>]/.test(head[at] ?? '')) at++;
    else return false;
  }
  return false;
}
