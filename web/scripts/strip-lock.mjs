// The lock file keeps names, versions and hashes only: where a package is fetched from is the machine's own setting,
// and sponsor links are noise in every diff.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved
  delete entry.funding
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
