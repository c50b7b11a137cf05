import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** What each layer may import, beside itself. Rooms never import each other; lower layers know nothing above them. */
const LAYERS = {
  locales: [],
  kit: ['locales'],
  api: ['kit'],
  shared: ['kit', 'api', 'locales'],
  rooms: ['kit', 'api', 'shared'],
  shell: ['kit', 'api', 'shared'],
}

/** The layer and the room of a path below src/, or null for the files that tie everything together. */
function place(path) {
  const parts = path.split('/')
  if (parts.length < 2 || !(parts[0] in LAYERS)) return null
  return { layer: parts[0], room: parts[0] === 'rooms' ? parts[1] : '' }
}

/** @type {import('eslint').Rule.RuleModule} */
const arrows = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      upward: '{{from}} must not import {{to}}',
      relative: 'use "@/…" to leave a folder, so that the layers stay visible',
    },
  },
  create(context) {
    const [, inside = ''] = context.filename.replaceAll('\\', '/').split('/src/')
    const here = place(inside)
    const check = (node) => {
      const target = node.source?.value
      if (!here || typeof target !== 'string') return
      if (target.startsWith('../')) context.report({ node, messageId: 'relative' })
      if (!target.startsWith('@/')) return
      const there = place(`${target.slice(2)}`)
      if (!there) return context.report({ node, messageId: 'upward', data: { from: here.layer, to: target } })
      const same = there.layer === here.layer && there.room === here.room
      if (!same && !LAYERS[here.layer].includes(there.layer))
        context.report({ node, messageId: 'upward', data: { from: inside, to: target } })
    }
    return { ImportDeclaration: check, ImportExpression: check, ExportNamedDeclaration: check }
  },
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    plugins: { hengku: { rules: { arrows } } },
    rules: {
      'hengku/arrows': 'error',
      'no-restricted-globals': ['error', 'parseFloat', 'event', 'name'],
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.property.name='toFixed']", message: 'money and quantities are text: kit/num.ts' },
      ],
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/define-macros-order': 'error',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'error',
      // layout of markup is left to the writer
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  { files: ['src/locales/**/*.ts'], rules: { 'max-lines': 'off' } }, // a list of words is as long as it is
)
