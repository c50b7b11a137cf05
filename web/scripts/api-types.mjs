// Types of the API for this client, from the server's own description:
//
//   ../.venv/bin/hengku openapi | node scripts/api-types.mjs           write src/api/schema.d.ts
//   ../.venv/bin/hengku openapi | node scripts/api-types.mjs --check   say whether it is up to date
//
// The routes that every document type has are the same but for the fields, and the pages learn the fields from the
// declarations at run time: the routes of one type stand for all, as /api/{type}.
import { readFileSync, writeFileSync } from 'node:fs'
import { text as read } from 'node:stream/consumers'
import openapiTS, { astToString } from 'openapi-typescript'

const target = new URL('../src/api/schema.d.ts', import.meta.url)
const described = JSON.parse(await read(process.stdin)) // a pipe that is not yet full must be waited for

const types = Object.keys(described.paths)
  .filter((path) => described.paths[path].post?.operationId === `${path.split('/')[2]}_post`)
  .map((path) => path.split('/')[2])
const kept = {}
for (const [path, item] of Object.entries(described.paths)) {
  const [, , first] = path.split('/')
  for (const operation of Object.values(item)) {
    // every refusal is a ProblemAnswer, as `default` says once; which status has which reason is for readers
    for (const [status, answer] of Object.entries(operation.responses)) if (answer.$ref) delete operation.responses[status]
  }
  if (!types.includes(first)) kept[path] = item
  else if (first === types[0]) kept[path.replace(`/${first}`, '/{type}')] = forAllTypes(item)
}

/** Bodies of one type say nothing of the others. */
function forAllTypes(item) {
  const copy = structuredClone(item)
  for (const operation of Object.values(copy)) {
    delete operation.operationId
    delete operation.tags
    delete operation.summary
    if (operation.requestBody) operation.requestBody = { content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } } }
    operation.parameters = [{ name: 'type', in: 'path', required: true, schema: { type: 'string' } }, ...(operation.parameters ?? [])]
  }
  return copy
}

/** Names of the schemas that something refers to, directly or through another schema. */
function used(node, found = new Set()) {
  if (Array.isArray(node)) node.forEach((one) => used(one, found))
  else if (node && typeof node === 'object') {
    const name = typeof node.$ref === 'string' ? node.$ref.split('/').at(-1) : null
    if (name && !found.has(name)) {
      found.add(name)
      used(described.components.schemas[name], found)
    }
    Object.values(node).forEach((one) => used(one, found))
  }
  return found
}

const names = used(kept)
for (const name of Object.keys(described.components.schemas)) if (name === 'ProblemAnswer') used({ $ref: `/${name}` }, names)
const schemas = Object.fromEntries(
  Object.entries(described.components.schemas)
    .filter(([name]) => names.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)
const small = { ...described, paths: Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1))), components: { ...described.components, responses: {}, schemas } }

const head = '// Made by scripts/api-types.mjs from the description of the server. Do not change it by hand.\n\n'
const text = head + astToString(await openapiTS(small, { alphabetize: true }))
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/api/schema.d.ts is not what the server says; make it again with: npm run api')
    process.exit(1)
  }
} else writeFileSync(target, text)
