import { csharpCode } from './csharpCode.ts';
import type { Expectations } from './expectations.ts';
import { goCode } from './goCode.ts';
import { javaCode } from './javaCode.ts';
import { nodeCode } from './nodeCode.ts';
import { pythonCode } from './pythonCode.ts';

/** Code that checks expectations in an API, in one language. */
export interface ValidationCode {
  readonly id: string;
  readonly label: string;
  /** What has to be installed. */
  readonly needs: string;
  readonly write: (expectations: Expectations) => string;
}

/** Every language; a new one is one entry. */
export const validationCodes: readonly ValidationCode[] = [
  { id: 'node', label: 'Node.js', needs: 'npm install jose', write: nodeCode },
  { id: 'python', label: 'Python', needs: 'pip install "pyjwt[crypto]"', write: pythonCode },
  {
    id: 'csharp',
    label: 'C#',
    needs: 'dotnet add package Microsoft.AspNetCore.Authentication.JwtBearer',
    write: csharpCode,
  },
  { id: 'java', label: 'Java', needs: 'com.nimbusds:oauth2-oidc-sdk', write: javaCode },
  { id: 'go', label: 'Go', needs: 'go get github.com/coreos/go-oidc/v3', write: goCode },
];
