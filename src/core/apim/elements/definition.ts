import type { SectionName } from '../templates/template.ts';

export interface AttributeDefinition {
  readonly name: string;
  readonly summary: string;
  readonly required?: boolean;
  readonly values?: readonly string[];
}

/** An element inside a policy. */
export interface ChildDefinition {
  readonly name: string;
  readonly summary: string;
  readonly attributes?: readonly AttributeDefinition[];
  /** Its own elements; `policies` when any policy may stand in it, absent when it holds text or nothing. */
  readonly children?: readonly ChildDefinition[] | 'policies';
  readonly required?: boolean;
}

/** A policy: where it may stand and what it consists of. */
export interface PolicyDefinition {
  readonly name: string;
  readonly summary: string;
  readonly sections: readonly SectionName[];
  /** Absent when its attributes are not in this catalogue, and so are not checked. */
  readonly attributes?: readonly AttributeDefinition[];
  readonly children?: readonly ChildDefinition[] | 'policies' | 'unknown';
  /** Whether the order of its children is fixed. */
  readonly isOrdered?: boolean;
  /** The page under https://learn.microsoft.com/azure/api-management/. */
  readonly page: string;
}

export const INBOUND = ['inbound'] as const;
export const OUTBOUND = ['outbound'] as const;
export const BACKEND = ['backend'] as const;
export const ALL = ['inbound', 'backend', 'outbound', 'on-error'] as const;
export const REQUEST = ['inbound', 'backend'] as const;
export const RESPONSE = ['outbound', 'on-error'] as const;

export const BOOLEAN = ['true', 'false'] as const;

/** An attribute in one line; a name that ends in `!` is required. */
export function attr(name: string, summary: string, values?: readonly string[]): AttributeDefinition {
  const required = name.endsWith('!');
  return {
    name: required ? name.slice(0, -1) : name,
    summary,
    ...(required ? { required } : {}),
    ...(values === undefined ? {} : { values }),
  };
}
