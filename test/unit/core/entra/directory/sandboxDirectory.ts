import { arm } from '../../../../../src/core/entra/arm.ts';
import type {
  DirectoryBranch,
  DirectoryItem,
  DirectoryReader,
} from '../../../../../src/core/entra/directory/branch.ts';
import { directory } from '../../../../../src/core/entra/directory/directory.ts';
import { graph } from '../../../../../src/core/entra/graph.ts';
import { untranslated } from '../../../../../src/core/explain.ts';
import { ORIGIN, startSandbox, type TestSandbox } from '../../../sandbox/testSandbox.ts';

/** The directory of Contoso, read as the extension reads it. */
export interface SandboxDirectory {
  readonly sandbox: TestSandbox;
  readonly reader: DirectoryReader;
  /** What a path of titles and labels leads to. */
  find(...titles: readonly string[]): Promise<readonly DirectoryItem[]>;
  /** The rows there, as label and description. */
  told(...titles: readonly string[]): Promise<readonly string[]>;
}

/** A reader with the tokens of an application of the sandbox, Identity Workbench unless another is named. */
export async function sandboxDirectory(name = 'Identity Workbench'): Promise<SandboxDirectory> {
  const sandbox = await startSandbox();
  const fetch = (url: string | URL, init?: RequestInit) => sandbox.sandbox.fetch(new Request(url, init));
  const token = (resource: string) => async (): Promise<string> => {
    const { clientId, clientSecret = '' } = sandbox.application(name);
    const { body } = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${resource}/.default`,
    });
    return String(body['access_token']);
  };
  const reader: DirectoryReader = {
    graph: graph(fetch, `${ORIGIN}/graph`, token('https://graph.microsoft.com'), {
      sleep: () => Promise.resolve(),
      random: () => 0,
    }),
    arm: arm(fetch, `${ORIGIN}/arm`, token('https://management.azure.com')),
    translate: untranslated,
  };
  const find = async (...titles: readonly string[]): Promise<readonly DirectoryItem[]> => {
    let items: readonly DirectoryItem[] = directory;
    for (const title of titles) {
      const item = items.find((each) => titleOf(each) === title);
      if (item === undefined) throw new Error(`${title} is none of ${items.map(titleOf).join(', ')}`);
      items = await below(item, reader);
    }
    return items;
  };
  return {
    sandbox,
    reader,
    find,
    told: async (...titles) => (await find(...titles)).map(tell),
  };
}

/** Everything below an item: all pages of a branch. */
export async function below(item: DirectoryItem, reader: DirectoryReader): Promise<readonly DirectoryItem[]> {
  if ('branches' in item) return item.branches;
  if ('label' in item) return item.below ?? [];
  return pages(item, reader);
}

async function pages(branch: DirectoryBranch, reader: DirectoryReader): Promise<readonly DirectoryItem[]> {
  const all: DirectoryItem[] = [];
  let page = await branch.load(reader);
  all.push(...page.items);
  while (page.next !== undefined) {
    page = await branch.load(reader, page.next);
    all.push(...page.items);
  }
  return all;
}

export const titleOf = (item: DirectoryItem): string => ('label' in item ? item.label : item.title);

function tell(item: DirectoryItem): string {
  const description = 'label' in item ? item.description : undefined;
  return [titleOf(item), description].filter(Boolean).join(': ');
}
