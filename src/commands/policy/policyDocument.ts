import { isPolicyText } from '../../core/apim/policyText.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Services } from '../services.ts';

/** A policy document that is open. */
export interface OpenPolicy {
  readonly uri: string;
  readonly text: string;
  /** The last part of its path. */
  readonly name: string;
}

/** The policy document that is meant: the one given, else the one in the active editor. Throws `policy.noDocument`. */
export async function policyDocument(
  { workbench }: Pick<Services, 'workbench'>,
  given: string | undefined,
): Promise<OpenPolicy> {
  const uri = given ?? workbench.activeDocument()?.uri;
  const text = uri === undefined ? '' : await workbench.readText(uri);
  if (uri === undefined || (given === undefined && !isPolicyText(text)))
    throw new IdentityError('policy.noDocument', {});
  const { pathname } = new URL(uri);
  return { uri, text, name: decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1)) };
}
