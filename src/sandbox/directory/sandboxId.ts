/**
 * The stable GUID of a sandbox object, made from its name: a version 8 UUID (RFC 9562 §5.8) that starts with
 * `5a4db0c5`, so that a sandbox id is recognised wherever it turns up. Not a secret and not a digest.
 */
export function sandboxId(name: string): string {
  const [a, b, c] = [hash(name, 0x811c9dc5), hash(name, 0x9e3779b9), hash(name, 0x85ebca6b)];
  const hex = `${a}${b}${c}`;
  return `5a4db0c5-${hex.slice(0, 4)}-8${hex.slice(4, 7)}-a${hex.slice(7, 10)}-${hex.slice(10, 22)}`;
}

/** FNV-1a with a last mix, as eight hex digits. */
function hash(name: string, seed: number): string {
  let state = seed;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return ((state ^ (state >>> 13)) >>> 0).toString(16).padStart(8, '0');
}
