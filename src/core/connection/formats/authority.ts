import type { Entry, Property } from '../model.ts';
import { decode } from '../pairs.ts';

/** The parts of `user:password@host:port/instance` between two offsets, as entries with the names of properties. */
export function authorityEntries(
  text: string,
  start: number,
  end: number,
  {
    instance,
    user = false,
    database = false,
  }: { readonly instance?: '\\' | '/'; readonly user?: boolean; readonly database?: boolean },
): readonly Entry[] {
  const entries: Entry[] = [];
  const add = (key: Property, from: number, to: number) => {
    if (to <= from) return;
    const range = { start: from, end: to };
    entries.push({
      key,
      value: decode(text.slice(from, to).replaceAll('+', '%2B')),
      keyRange: range,
      valueRange: range,
    });
  };
  const at = user ? text.lastIndexOf('@', end - 1) : -1;
  const hostStart = at >= start ? at + 1 : start;
  if (at >= start) {
    const colon = text.slice(start, at).indexOf(':');
    add('user', start, colon === -1 ? at : start + colon);
    if (colon !== -1) add('password', start + colon + 1, at);
  }
  const separator = instance ?? (database ? '/' : undefined);
  const slash = separator === undefined ? -1 : text.slice(hostStart, end).indexOf(separator);
  const hostEnd = slash === -1 ? end : hostStart + slash;
  const rest = slash === -1 ? end : hostStart + slash + 1;
  // jdbc:sqlserver puts the port behind the instance.
  const portIn = instance === '\\' && slash !== -1 ? ([rest, end] as const) : ([hostStart, hostEnd] as const);
  const [, portText] = /:(\d+)$/.exec(text.slice(...portIn)) ?? [];
  const portStart = portText === undefined ? portIn[1] : portIn[1] - portText.length;
  const isPortInHost = portText !== undefined && portIn[0] === hostStart;
  add('host', hostStart, isPortInHost ? portStart - 1 : hostEnd);
  if (portText !== undefined) add('port', portStart, portIn[1]);
  if (slash !== -1)
    add(
      database ? 'database' : 'instance',
      rest,
      portText !== undefined && !isPortInHost ? portStart - 1 : end,
    );
  return entries;
}

/** `user:password@host:port`, percent-encoded. */
export function writeAuthority(values: ReadonlyMap<Property, string>): string {
  const [user, password, host = '', port] = [
    values.get('user'),
    values.get('password'),
    values.get('host'),
    values.get('port'),
  ];
  const who =
    user === undefined
      ? ''
      : `${encodeURIComponent(user)}${password === undefined ? '' : `:${encodeURIComponent(password)}`}@`;
  return `${who}${host}${port === undefined ? '' : `:${port}`}`;
}
