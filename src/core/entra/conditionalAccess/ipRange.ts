/** Whether an address lies in a range in CIDR notation (RFC 4632, RFC 4291 §2.3); false for what is neither. */
export function isInRange(address: string, range: string): boolean {
  const [base = '', length = ''] = range.split('/');
  const [one, other] = [bitsOf(address), bitsOf(base)];
  const count = Number(length);
  if (one === undefined || other === undefined || one.length !== other.length) return false;
  if (!/^\d{1,3}$/.test(length) || count > one.length) return false;
  return one.slice(0, count) === other.slice(0, count);
}

function bitsOf(address: string): string | undefined {
  return address.includes(':') ? bitsOfVersion6(address) : bitsOfVersion4(address);
}

function bitsOfVersion4(address: string): string | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('');
}

/** With one `::` for the zeros left out (RFC 4291 §2.2). */
function bitsOfVersion6(address: string): string | undefined {
  const [head = '', tail, ...more] = address.split('::');
  const parts = (half: string): readonly string[] => half.split(':').filter((part) => part !== '');
  const [left, right] = [parts(head), parts(tail ?? '')];
  const zeros = 8 - left.length - right.length;
  if (more.length > 0 || zeros < 0 || (tail === undefined && zeros !== 0)) return undefined;
  const all = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  if (!all.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  return all.map((part) => Number.parseInt(part, 16).toString(2).padStart(16, '0')).join('');
}
