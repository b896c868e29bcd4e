import { documentAddress } from '../../core/documentAddress.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** What a token is asked for; the choice decides what az, azd and the rest are asked. */
const SCOPES: readonly Choice<string>[] = [
  { label: 'Azure Resource Manager', value: 'https://management.azure.com/.default' },
  { label: 'Microsoft Graph', value: 'https://graph.microsoft.com/.default' },
  { label: 'Key Vault', value: 'https://vault.azure.net/.default' },
  { label: 'Storage', value: 'https://storage.azure.com/.default' },
  { label: 'Azure SQL', value: 'https://database.windows.net/.default' },
  { label: 'PostgreSQL and MySQL', value: 'https://ossrdbms-aad.database.windows.net/.default' },
].map((choice) => ({ ...choice, description: choice.value }));

/**
 * Finds out what DefaultAzureCredential would do here and opens the diagnosis. Undefined when dismissed. Throws
 * `credentialChain.badSelection`.
 */
export function credentialsDiagnose({
  prompt,
  translate,
  workbench,
  diagnoseCredentials,
  diagnoses,
}: Pick<
  Services,
  'prompt' | 'translate' | 'workbench' | 'diagnoseCredentials' | 'diagnoses'
>): Commands['identity.credentials.diagnose'] {
  return async (target) => {
    const title = translate('Diagnose DefaultAzureCredential');
    const scope = target?.scope ?? (await prompt.pick(SCOPES, title, translate('What is the token for?')));
    if (scope === undefined) return undefined;
    const diagnosis = await prompt.progress(title, (signal, report) => {
      const done: string[] = [];
      return diagnoseCredentials(scope, signal, (credential) => {
        done.push(credential);
        report(translate('{count} answered, last {credential}', { count: done.length, credential }));
      });
    });
    const id = diagnoses.add(diagnosis);
    await workbench.openPreview(documentAddress('credential-chain', [`DefaultAzureCredential ${id}.md`], id));
    return diagnosis;
  };
}
