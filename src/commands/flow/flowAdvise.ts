import { documentAddress } from '../../core/documentAddress.ts';
import { advise, type Advice } from '../../core/oauth/advisor/advise.ts';
import {
  completeAnswers,
  encodeAnswers,
  questionIds,
  questions,
  type Answers,
  type Earlier,
} from '../../core/oauth/advisor/questions.ts';
import { findFlow } from '../../core/oauth/flows.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'workbench'>;

/**
 * Recommends a flow: asks until the answers are whole, or takes those given (the likeliest for what they leave out),
 * and opens the advice. A person is offered to run the flow. Throws `advisor.badAnswer`.
 */
export function flowAdvise(deps: Deps): Commands['identity.flow.advise'] {
  return async (given) => {
    const answers = given === undefined ? await ask(deps) : completeAnswers({ ...given });
    if (answers === undefined) return undefined;
    const advice = advise(answers);
    const { title } = findFlow(advice.flow);
    await deps.workbench.openPreview(documentAddress('advice', [`${title}.md`], encodeAnswers(answers)));
    if (given === undefined) await offerNext(deps, advice, title, answers);
    return advice;
  };
}

async function offerNext(
  { prompt, translate, workbench }: Deps,
  { flow, code, scopes }: Advice,
  title: string,
  { language }: Answers,
): Promise<void> {
  const run = translate('Run This Flow');
  const insert = translate('Insert Code');
  const chosen = await prompt.tell(translate('{flow} fits these answers.', { flow: title }), run, insert);
  if (chosen === run) await workbench.run('identity.flow.run', { flow });
  if (chosen !== insert) return;
  const [scope] = scopes;
  await workbench.run('identity.code.insert', {
    ...code,
    language: code.purpose === 'signInSpa' ? 'typescript' : language,
    ...(scope === undefined ? {} : { values: { scope } }),
  });
}

const BACK = 'back';

/** Every question that applies, one after the other; "Back" asks the one before again. Undefined when dismissed. */
async function ask(deps: Deps): Promise<Answers | undefined> {
  const given: Earlier[] = [];
  for (;;) {
    const answers = completeAnswers({ ...given.reduce((all, each) => ({ ...all, ...each }), {}) });
    const id = questionIds
      .filter((each) => questions[each].asked(answers))
      .find((each) => given.every((answer) => !(each in answer)));
    if (id === undefined) return answers;
    const value = await askOne(deps, id, answers, given.length > 0);
    if (value === undefined) return undefined;
    if (value === BACK) given.pop();
    else given.push({ [id]: value });
  }
}

async function askOne(
  { prompt, translate }: Deps,
  id: keyof Answers,
  earlier: Earlier,
  canGoBack: boolean,
): Promise<string | undefined> {
  const { title, options } = questions[id];
  const choices = options(earlier).map(({ value, label, detail }): Choice<string> => ({
    label: translate(label),
    ...(detail === undefined ? {} : { detail: translate(detail) }),
    value,
  }));
  const back: Choice<string> = { label: translate('Back'), icon: 'arrow-left', value: BACK };
  return prompt.pick(canGoBack ? [...choices, back] : choices, translate('Choose a Flow'), translate(title));
}
