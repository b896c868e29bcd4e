/**
 * Which characters of a base64url segment carry the UTF-16 units from `start` to `end` of its text: three bytes stand in
 * four characters, so that those at the edges carry a neighbour too.
 */
export function characterRange(
  text: string,
  start: number,
  end: number,
): readonly [from: number, until: number] {
  const bytesBefore = (index: number) => ENCODER.encode(text.slice(0, index)).length;
  return [Math.floor((bytesBefore(start) * 4) / 3), Math.ceil((bytesBefore(end) * 4) / 3)];
}

const ENCODER = new TextEncoder();
