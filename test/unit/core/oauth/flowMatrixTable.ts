import { everyMethod } from '../../../../src/core/oauth/flows/clientMethods.ts';
import { flows } from '../../../../src/core/oauth/flows.ts';

/** The table flow × client authentication as Markdown: a cell for each test of `flowMatrix.test.ts`. */
export function flowMatrixTable(): readonly string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['Flow', ...everyMethod.map((method) => `\`${method}\``)]),
    row(['Flow', ...everyMethod].map(() => '---')),
    ...flows.map(({ title, clientAuthentication }) =>
      row([
        title,
        ...everyMethod.map((method) => {
          if (clientAuthentication.includes(method)) return '✓';
          return clientAuthentication.length === 0 && method === 'none' ? 'no client' : '';
        }),
      ]),
    ),
  ];
}
