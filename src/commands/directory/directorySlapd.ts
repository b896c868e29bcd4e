import { explainInline } from '../../core/explain.ts';
import { IdentityError } from '../../core/errors.ts';
import type { RunningServer } from '../../core/ldap/slapd/localServer.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'localServer' | 'connections' | 'workbench'>;

/** Starts slapd, connects, and says how other programs reach it; tells when it ends by itself. */
export function directoryStartSlapd(deps: Deps): Commands['identity.directory.startSlapd'] {
  const { prompt, translate, localServer, connections, workbench } = deps;
  return async () => {
    const before = localServer.running;
    const server =
      before ?? (await prompt.progress(translate('Starting slapd'), (signal) => localServer.start(signal)));
    const { id } = server.directory;
    if (before === undefined)
      void server.ended.then(async (error) => {
        connections.disconnect(id);
        if (error === undefined) return;
        const again = translate('Start Again');
        if ((await prompt.warn(explainInline(error, translate), again)) === again)
          await workbench.run('identity.directory.startSlapd');
      });
    await workbench.run('identity.directory.connect', { directory: id });
    await tellOthers(deps, server);
  };
}

/** What other programs need, the password only on demand. */
async function tellOthers({ prompt, translate, workbench }: Deps, server: RunningServer): Promise<void> {
  const { url, user = '' } = server.directory;
  const [password, command] = [translate('Copy Password'), translate('Copy ldapsearch Command')];
  const told = translate('slapd runs at {url} with StartTLS; its administrator is {user}.', { url, user });
  const button = await prompt.tell(told, password, command);
  if (button === password) await workbench.clipboard.write(server.password);
  if (button === command) await workbench.clipboard.write(ldapsearchCommand(server));
}

/** For a shell; it asks for the password. */
function ldapsearchCommand({ directory: { url, user = '' }, authorityFile }: RunningServer): string {
  const base = user.slice(user.indexOf(',') + 1);
  return `LDAPTLS_CACERT='${authorityFile}' ldapsearch -ZZ -H ${url} -D '${user}' -W -b '${base}'`;
}

/** Ends slapd after asking, for everything in it goes with it. */
export function directoryStopSlapd({
  prompt,
  translate,
  localServer,
}: Deps): Commands['identity.directory.stopSlapd'] {
  return async () => {
    if (localServer.running === undefined) throw new IdentityError('slapd.notRunning', {});
    const question = translate('Stop the local slapd?');
    const detail = translate('Its data is removed with it, whatever was changed too.');
    if (await prompt.confirm(question, detail, translate('Stop'))) await localServer.stop();
  };
}
