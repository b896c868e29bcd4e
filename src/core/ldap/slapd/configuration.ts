/** What slapd.conf(5) is written from. Paths with forward slashes, on Windows too. */
export interface SlapdFacts {
  /** Where core.schema and the others are. */
  readonly schemaFolder: string;
  /** Its own folder, which has a folder `data`. */
  readonly folder: string;
  readonly suffix: string;
  readonly admin: string;
  /** The administrator's password as `{SSHA}…`. */
  readonly passwordHash: string;
  /** Backends and overlays to load, by the names of their modules. */
  readonly modules: readonly string[];
  /** Overlays of the database. */
  readonly overlays: readonly string[];
  readonly hasMonitor: boolean;
  /** PEM files. */
  readonly tls: { readonly authority: string; readonly certificate: string; readonly privateKey: string };
}

/** A slapd.conf(5) and the overlays it has. */
export interface SlapdConfiguration {
  readonly overlays: readonly string[];
  readonly text: string;
}

/** Overlays that make a directory worth looking at: `memberOf`, and sorting by the server. */
export const WANTED_OVERLAYS = ['memberof', 'sssvlv'] as const;

/** Backends and overlays that are part of the program, as `slapd -VVV` lists them. */
export function builtInParts(versionOutput: string): ReadonlySet<string> {
  return new Set([...versionOutput.matchAll(/^[ \t]+(\w+)\r?$/gm)].map(([, name = '']) => name));
}

/** The ways to configure a program with these parts, the one with most features first. */
export function configurations(
  facts: Omit<SlapdFacts, 'modules' | 'overlays' | 'hasMonitor'>,
  builtIn: ReadonlySet<string>,
): readonly SlapdConfiguration[] {
  const backend = builtIn.has('mdb') ? [] : ['back_mdb'];
  const hasMonitor = builtIn.has('monitor');
  return [WANTED_OVERLAYS, []].map((overlays) => ({
    overlays,
    text: slapdConfiguration({
      ...{ ...facts, hasMonitor, overlays },
      modules: [...backend, ...overlays.filter((overlay) => !builtIn.has(overlay))],
    }),
  }));
}

/** A slapd.conf(5) for one database with an administrator; people read it, and nobody reads passwords. */
export function slapdConfiguration({
  schemaFolder,
  folder,
  suffix,
  admin,
  passwordHash,
  modules,
  overlays,
  hasMonitor,
  tls,
}: SlapdFacts): string {
  const quoted = (path: string) => `"${path.replaceAll('"', '\\"')}"`;
  return [
    ...['core', 'cosine', 'inetorgperson'].map(
      (name) => `include ${quoted(`${schemaFolder}/${name}.schema`)}`,
    ),
    ...modules.map((name) => `moduleload ${name}`),
    `pidfile ${quoted(`${folder}/pid`)}`,
    `TLSCACertificateFile ${quoted(tls.authority)}`,
    `TLSCertificateFile ${quoted(tls.certificate)}`,
    `TLSCertificateKeyFile ${quoted(tls.privateKey)}`,
    'database config',
    `rootdn ${quoted(admin)}`,
    ...(hasMonitor ? ['database monitor', `access to * by dn.exact=${quoted(admin)} read by * none`] : []),
    'database mdb',
    `suffix ${quoted(suffix)}`,
    `rootdn ${quoted(admin)}`,
    `rootpw ${passwordHash}`,
    `directory ${quoted(`${folder}/data`)}`,
    'index objectClass,entryUUID,member eq',
    'index uid,cn,sn,mail eq,sub',
    'access to attrs=userPassword by self write by anonymous auth by * none',
    'access to * by self write by users read by anonymous read',
    ...overlays.map((overlay) => `overlay ${overlay}`),
    '',
  ].join('\n');
}
