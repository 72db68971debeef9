import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import { EVERYWHERE, NO_EMIT } from './tests/architecture/syntax.js';

// Gives TypeScript every component as the program it stands for, so that one program serves all files. Without it each component
// that is linted makes a new one: two thirds more work. It is read when the parser loads.
process.env['SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK'] = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

const TYPED = ['src/**/*.{ts,js,svelte}', 'tests/**/*.{ts,js}', 'vite.config.ts'];

export default defineConfig(
  { ignores: ['build/', '.svelte-kit/', 'data/', 'test-results/', 'static/', 'src/lib/contracts/database.types.ts'] },
  // A check that is in the way is a decision to be taken here, in the open, never in a comment beside the code.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off', // TypeScript knows better
      'no-console': 'error', // a line of the log goes through the logger, which holds no names or mails
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', ...EVERYWHERE, ...NO_EMIT],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-invalid-void-type': 'off', // `Result<void>` is how a repo says "done"
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: TYPED,
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/restrict-plus-operands': 'error',
      '@typescript-eslint/return-await': 'error', // `return p` inside try loses the catch
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig },
    },
    rules: {
      'prefer-const': 'off', // `let { a } = $props()`; svelte/prefer-const knows runes
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$state', '$bindable'] }],
      'svelte/button-has-type': 'error', // a button without type submits the form around it
      'svelte/block-lang': ['error', { script: 'ts' }],
      'svelte/no-target-blank': 'error',
      'svelte/no-navigation-without-resolve': 'off', // always served from the root of its own origin
    },
  },
  // A component that needs more than this is two components (or a view).
  {
    files: ['src/lib/{ui,features}/**/*.svelte', 'src/routes/**/*.svelte'],
    rules: { 'max-lines': ['error', { max: 150 }] },
  },
  {
    files: ['src/lib/live/**', 'src/lib/server/realtime/**', 'tests/**'],
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE] },
  },
  // These speak to the person at the terminal.
  { files: ['src/entry/**', 'tests/run/**', 'tests/bench/**'], rules: { 'no-console': 'off' } },
  // The loose stand-in of empty patterns is how Playwright declares a fixture without dependencies.
  { files: ['tests/e2e/**'], rules: { 'no-empty-pattern': 'off' } },
);
