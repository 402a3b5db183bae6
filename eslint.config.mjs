import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The walls between the rooms: what a room may not import (the README's architecture section has the picture). */
const wall = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const noVscode = { group: ['vscode'], message: 'This room runs without VS Code.' };
const notFrom = (...rooms) => ({
  group: rooms.flatMap((room) => [`**/${room}`, `**/${room}/**`]),
  message: `This room may not import from ${rooms.join(', ')}.`,
});

export default tseslint.config(
  {
    ignores: ['dist/', 'out/', '.vscode-test/', '.sandbox-cache/', 'demo-screenshots/', 'test-screenshots/'],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', 500],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'No default exports.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels.' },
        { selector: 'TSEnumDeclaration', message: 'Use string literals.' },
        {
          selector: "CallExpression[callee.object.property.name='l10n'][arguments.0.type!='Literal']",
          message: 'The texts for translators are extracted from literals only.',
        },
        {
          selector: ":not(CallExpression) > MemberExpression[object.property.name='l10n'][property.name='t']",
          message: 'The texts for translators are extracted from calls of vscode.l10n.t only.',
        },
      ],
    },
  },
  { files: ['test/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    files: ['*.mjs', '.ci/**', 'test/**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  wall(['src/core/**'], [noVscode, notFrom('host', 'webview', 'shared', 'cli')]),
  wall(['src/shared/**'], [noVscode, notFrom('core', 'host', 'webview', 'cli')]),
  wall(['src/cli/**'], [noVscode, notFrom('host', 'webview', 'shared')]),
  wall(['webview/**'], [noVscode, notFrom('core', 'host', 'cli')]),
  wall(
    ['webview/!(kit)/**'],
    [
      noVscode,
      notFrom('core', 'host', 'cli'),
      { group: ['@vscode/webview-ui-toolkit*'], message: 'Only webview/kit imports the toolkit.' },
    ],
  ),
  wall(['test/sandbox/**'], [noVscode, notFrom('src')]),
  // A model does what a text tells it to: no tool of it can reach what gives consent, or what is secret.
  wall(['src/host/tools/**'], [notFrom('account', 'panels', 'portal', 'services', 'terminal')]),
);
