import tseslint from 'typescript-eslint';

const say = (selector, message) => ({ selector, message });

/** Rules that every TypeScript file obeys; each message says what to write instead. */
const everywhere = [
  say("MemberExpression[object.name='process'][property.name='env']", 'Read settings in a config.ts only, and hand them in.'),
  say("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Take `now` as a parameter or use the clock that is handed in.'),
  say("NewExpression[callee.name='Date'][arguments.length=0]", 'Take `now` as a parameter or use the clock that is handed in.'),
  say('TSEnumDeclaration', 'Node strips types: write a union of literals instead of an enum.'),
];

export default tseslint.config(
  { ignores: ['node_modules/**', 'data/**', 'artifacts/**', 'simulator/teams/page/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  // The places whose very purpose is one of the things forbidden above.
  { files: ['**/config.ts', 'scripts/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/clock.ts', 'test/**/*.ts', 'bench/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['scripts/**/*.ts', 'bench/**/*.ts', '**/main.ts', '**/index.ts'], rules: { 'no-console': 'off' } },
);
