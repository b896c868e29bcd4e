// The layer fences of docs/ARCHITECTURE.md, as import rules: arrows point inwards.
import tseslint from 'typescript-eslint';

const NODE = ['node:*'];
const VSCODE = ['vscode'];
const NODE_ONLY_PACKAGES = ['@azure/*', 'ldapts', '@hono/node-server'];
const ROOTS = ['**/extension.ts', '**/features.ts', '**/composition.ts', '**/compose/**'];
/** Source folders a layer may not reach into. */
const layers = (...names) => names.flatMap((name) => [`**/${name}/**`]);

/** One layer: the files, what they may not import, and why. */
const fence = (files, group, message, extra = {}) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ group: [...group, ...ROOTS], message, ...extra }] },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', '.cache/**', 'node_modules/**', 'test/host/**', 'demo/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Marked deprecated by its authors only to stand out; used for http: on loopback.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.mjs'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['test/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  fence(
    ['src/core/**'],
    [
      ...VSCODE,
      ...NODE,
      ...NODE_ONLY_PACKAGES,
      ...layers('platform', 'sandbox', 'commands', 'views', 'providers', 'webviews', 'protocol'),
    ],
    'core is pure: no VS Code, no Node, no outer layer.',
  ),
  fence(
    ['src/protocol/**'],
    [
      ...VSCODE,
      ...NODE,
      ...NODE_ONLY_PACKAGES,
      ...layers('platform', 'sandbox', 'commands', 'views', 'providers', 'webviews'),
    ],
    'protocol is shared by host and page: core only.',
  ),
  fence(
    ['src/webviews/**'],
    [
      ...VSCODE,
      ...NODE,
      ...NODE_ONLY_PACKAGES,
      ...layers('platform', 'sandbox', 'commands', 'views', 'providers'),
    ],
    'a page knows core and protocol only.',
  ),
  fence(
    ['src/sandbox/**'],
    [
      ...VSCODE,
      ...NODE,
      ...NODE_ONLY_PACKAGES,
      ...layers('platform', 'commands', 'views', 'providers', 'webviews', 'protocol'),
    ],
    'the sandbox is a fetch-shaped handler on core: no sockets, no VS Code.',
  ),
  fence(
    ['src/platform/node/**'],
    [...VSCODE, ...layers('commands', 'views', 'providers', 'webviews', 'protocol')],
    'platform/node must run in plain Node.',
  ),
  fence(
    ['src/platform/vscode/**'],
    layers('commands', 'views', 'providers', 'webviews', 'platform/node'),
    'platform/vscode adapts VS Code to the ports of core.',
  ),
  fence(
    ['src/commands/**'],
    [...VSCODE, ...layers('platform', 'sandbox', 'views', 'providers', 'webviews')],
    'commands ask through ports; they know no VS Code, so they run in unit tests.',
    { allowTypeImports: false },
  ),
  fence(
    ['src/views/**', 'src/providers/**'],
    [...layers('platform', 'sandbox', 'commands', 'webviews')],
    'views and providers receive what they need as parameters.',
  ),
  {
    files: ['src/core/**', 'src/protocol/**', 'src/sandbox/**', 'src/webviews/**'],
    rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', '__dirname', 'setImmediate', 'global'] },
  },
);
