import { IdentityError } from '../errors.ts';
import type { FlowContext, FlowDefinition, FlowRequest } from './flow.ts';
import type { ResponseMode } from './redirect.ts';

/** A parameter of the request, or its default. Throws `flow.parameterMissing` and `flow.parameterInvalid`. */
export function requestParameter(request: FlowRequest, definition: FlowDefinition, name: string): string {
  const value = optionalParameter(request, definition, name);
  if (value !== undefined) return value;
  const explanation = definition.parameters.find((each) => each.name === name)?.explanation ?? '';
  throw new IdentityError('flow.parameterMissing', { flow: definition.title, parameter: name, explanation });
}

/** A parameter of the request, its default, or undefined. Throws `flow.parameterInvalid`. */
export function optionalParameter(
  request: FlowRequest,
  definition: FlowDefinition,
  name: string,
): string | undefined {
  const parameter = definition.parameters.find((each) => each.name === name);
  const given = request.parameters?.[name];
  const value = given === undefined || given === '' ? parameter?.default : given;
  if (value !== undefined && parameter?.choices !== undefined && !parameter.choices.includes(value))
    throw new IdentityError('flow.parameterInvalid', {
      parameter: name,
      value: value.slice(0, 100),
      choices: parameter.choices.join(', '),
    });
  return value;
}

/** Whether an option is switched on. */
export function isOn(request: FlowRequest, name: string): boolean {
  return request.parameters?.[name] === 'true';
}

/** The response_mode asked for. Throws `flow.parameterInvalid`. */
export function readResponseMode(
  request: FlowRequest,
  definition: FlowDefinition,
  fallback: ResponseMode,
): ResponseMode {
  const value = optionalParameter(request, definition, 'response_mode') ?? fallback;
  return value === 'query' || value === 'fragment' || value === 'form_post' ? value : fallback;
}

/** A secret the flow asks of the person. Throws `flow.parameterMissing` when there is none. */
export async function secretParameter(
  { interaction }: Pick<FlowContext, 'interaction'>,
  definition: FlowDefinition,
  name: string,
): Promise<string> {
  const parameter = definition.parameters.find((each) => each.name === name);
  const value = parameter === undefined ? undefined : await interaction.secret(parameter);
  if (value !== undefined && value !== '') return value;
  throw new IdentityError('flow.parameterMissing', {
    flow: definition.title,
    parameter: name,
    explanation: parameter?.explanation ?? '',
  });
}
