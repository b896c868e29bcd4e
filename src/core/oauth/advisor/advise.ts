import { flows } from '../flows.ts';
import type { Answers } from './questions.ts';
import { notes, type Note } from './notes.ts';
import { recommend, type SampleName } from './recommendations.ts';
import { rejections } from './rejections.ts';

/** The advice for some answers. All text is ours; Markdown in `settings` only. */
export interface Advice {
  /** Id of the flow to use. */
  readonly flow: string;
  /** The rule that led there. */
  readonly rule: string;
  /** The code that shows it. */
  readonly code: SampleName;
  readonly reasons: readonly string[];
  readonly contradictions: readonly Note[];
  readonly warnings: readonly Note[];
  readonly settings: readonly Note[];
  /** Exact scope strings of one token request. */
  readonly scopes: readonly string[];
  /** What the authority of the sign-in is; `<tenant>` stands for the tenant's id. */
  readonly authority: string;
  readonly rejected: readonly { readonly flow: string; readonly reason: string }[];
}

/** Recommends a flow for these answers. */
export function advise(answers: Answers): Advice {
  const { id, flow, code, reasons } = recommend(answers);
  const noted = notes.filter(({ applies }) => applies(answers, flow));
  const ofKind = (kind: Note['kind']) => noted.filter((note) => note.kind === kind);
  return {
    flow,
    rule: id,
    code,
    reasons,
    contradictions: ofKind('contradiction'),
    warnings: ofKind('warning'),
    settings: ofKind('setting'),
    scopes: scopesFor(answers),
    authority: authorityFor(answers),
    rejected: flows.flatMap((other) => {
      const reason = other.id === flow ? undefined : rejections[other.id]?.(answers);
      return reason === undefined ? [] : [{ flow: other.id, reason }];
    }),
  };
}

const RESOURCES: Readonly<Record<Answers['resource'], { readonly uri: string; readonly delegated: string }>> =
  {
    graph: { uri: 'https://graph.microsoft.com', delegated: 'User.Read' },
    azure: { uri: 'https://management.azure.com', delegated: 'user_impersonation' },
    ownApi: { uri: 'api://<api client id>', delegated: 'access_as_user' },
    several: { uri: 'https://graph.microsoft.com', delegated: 'User.Read' },
  };

/** People consent to named scopes; a program by itself asks for all it was granted. */
function scopesFor({ actor, resource, offline }: Answers): readonly string[] {
  const { uri, delegated } = RESOURCES[resource];
  if (actor === 'app') return [`${uri}/.default`];
  return [`${uri}/${delegated}`, ...(offline === 'yes' ? ['offline_access'] : [])];
}

/** A program by itself always asks in one tenant. */
function authorityFor({ actor, audience }: Answers): string {
  if (audience === 'customers') return 'https://<subdomain>.ciamlogin.com/<tenant>';
  const person = { single: '<tenant>', multiple: 'organizations', personal: 'common' } as const;
  return `https://login.microsoftonline.com/${actor === 'user' ? person[audience] : '<tenant>'}`;
}
