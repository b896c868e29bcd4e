import type { Translate } from '../../core/explain.ts';
import type { ExpectationProfiles } from '../../core/jwt/expect/expectationProfiles.ts';
import type { Expectations } from '../../core/jwt/expect/expectations.ts';
import type { Prompt } from '../../core/prompt.ts';

export interface ExpectationSaveDeps {
  readonly prompt: Pick<Prompt, 'input' | 'confirm'>;
  readonly profiles: ExpectationProfiles;
  readonly translate: Translate;
}

/** Keeps expectations for the inspector under a name the person gives; resolves to it, or undefined when dismissed. */
export function expectationSave({ prompt, profiles, translate }: ExpectationSaveDeps) {
  return async (expectations: Expectations): Promise<string | undefined> => {
    const given = await prompt.input({
      title: translate('Save Expectations'),
      prompt: translate('A name for what your API expects. It is kept in the setting identity.expectations.'),
      value: expectations.audience ?? '',
      check: (text) => (text.trim() === '' ? translate('Give it a name.') : undefined),
    });
    const name = given?.trim() ?? '';
    if (name === '') return undefined;
    const isTaken = profiles.list().some((profile) => profile.name === name);
    const question = translate('Replace the profile {name}?', { name });
    if (isTaken && !(await prompt.confirm(question, '', translate('Replace')))) return undefined;
    await profiles.save({ name, expectations });
    return name;
  };
}
