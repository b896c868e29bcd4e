import type { JsonObject } from '../json.ts';
import { azureCli } from './export/azureCli.ts';
import { bicep } from './export/bicep.ts';
import { graphJson } from './export/graphJson.ts';
import { terraform } from './export/terraform.ts';

/** One form in which a registration can be taken elsewhere. It never holds a secret. */
export interface ApplicationExport {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** VS Code's language id. */
  readonly language: string;
  readonly make: (resource: JsonObject) => string;
}

/** Every form. A new one is one entry. */
export const applicationExports: readonly ApplicationExport[] = [
  {
    id: 'azureCli',
    title: 'Azure CLI',
    detail: 'A shell script with az rest and az ad sp create',
    language: 'shellscript',
    make: azureCli,
  },
  {
    id: 'bicep',
    title: 'Bicep',
    detail: 'Microsoft.Graph/applications with the Graph extension',
    language: 'bicep',
    make: bicep,
  },
  {
    id: 'terraform',
    title: 'Terraform',
    detail: 'azuread_application of hashicorp/azuread',
    language: 'terraform',
    make: terraform,
  },
  {
    id: 'graphJson',
    title: 'Microsoft Graph',
    detail: 'The body of POST /applications',
    language: 'json',
    make: graphJson,
  },
];
