import boundaries from 'eslint-plugin-boundaries'
import tseslint from 'typescript-eslint'
import { mayImport } from './architecture.js'

const frontDoor = {
  regex: '^(\\.\\./)+[a-z-]+/(?!index\\.tsx?$).*$',
  message: 'Enter another folder by its front door (index.ts).',
}
const noSql = {
  group: ['kysely', 'pg', 'pg-copy-streams'],
  message: 'SQL lives in store.ts files and src/database.',
}
const noHttp = {
  group: ['hono', 'hono/*', '@hono/*', 'preact', 'preact/*', 'preact-*'],
  message: 'HTTP and JSX live in src/web.',
}

/** Law 4: everything else is pure. These names reach outside the function. */
const impure = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is an argument.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness is an argument.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'The environment is read in cli, web and database only.',
  },
]
const noRawHtml = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  message: 'Escaping must not depend on remembering.',
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'coverage', 'data', 'docs/catalogue'] },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...impure, noRawHtml],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': Object.keys(mayImport).map((type) => ({ type, pattern: `src/${type}` })),
      'boundaries/include': ['src/**/*'],
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries(mayImport).map(([from, to]) => ({
            from: { element: { type: from } },
            allow: { to: { element: { type: [from, ...to] } } },
          })),
        },
      ],
      'no-restricted-imports': ['error', { patterns: [frontDoor, noSql, noHttp] }],
    },
  },
  {
    files: ['src/**/store.ts', 'src/database/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [frontDoor, noHttp] }] },
  },
  {
    files: ['src/web/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { ...frontDoor, regex: '^(\\.\\./)+(?!govuk|pages|parts)[a-z-]+/(?!index\\.tsx?$).*$' },
            noSql,
          ],
        },
      ],
    },
  },
  {
    files: [
      'src/database/**',
      'src/cli/**',
      'src/web/**',
      'src/**/store.ts',
      'src/access/keys/keys.ts',
      'test/**',
      'bench/**',
      '**/*.test.{ts,tsx}',
    ],
    rules: { 'no-restricted-syntax': ['error', noRawHtml] },
  },
  {
    files: ['test/**', '**/*.test.{ts,tsx}', 'bench/**'],
    rules: {
      'max-lines': 'off',
      'no-console': 'off',
      'no-restricted-imports': 'off',
      'boundaries/dependencies': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  { files: ['src/cli/**'], rules: { 'no-console': 'off' } },
)
