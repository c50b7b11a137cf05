import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const server = process.env.HENGKU_API ?? 'http://127.0.0.1:8000'

/** Packs scripts and styles beside the originals: the web server sends the packed file to whoever takes it. */
function packed(): Plugin {
  let folder = ''
  return {
    name: 'packed',
    apply: 'build',
    configResolved: (config) => void (folder = join(config.root, config.build.outDir)),
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg)$/.test(name)) continue
        const path = join(folder, name)
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
      }
    },
  }
}

/** What a phone needs without a line: the page, what it starts with, and the pages for scanning. */
const OFFLINE = [/src\/main\.ts$/, /src\/rooms\/phone\/\w+Page\.vue$/, /src\/shared\/phone\/UnsentBar\.vue$/, /src\/kit\/scan\/(CameraBox\.vue|decode\.ts)$/]

/** Writes into the service worker which files of this build it keeps; its name stays, its content says the version. */
function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    generateBundle(_, bundle) {
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') return
      const files = new Set<string>()
      const take = (name: string): void => {
        const chunk = bundle[name]
        if (files.has(name) || chunk?.type !== 'chunk') return
        files.add(name)
        for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style)
        chunk.imports.forEach(take)
      }
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type === 'chunk' && Object.keys(chunk.modules).some((id) => OFFLINE.some((one) => one.test(id)))) take(name)
      }
      const shell = ['/index.html', '/favicon.svg', '/icon-192.png', '/manifest.webmanifest', ...[...files].sort().map((name) => `/${name}`)]
      const version = createHash('sha256').update(shell.join()).digest('hex').slice(0, 12)
      worker.code = worker.code.replaceAll('__SHELL__', JSON.stringify(shell)).replaceAll('__VERSION__', JSON.stringify(version))
    },
  }
}

export default defineConfig({
  base: '/',
  plugins: [vue(), offline(), packed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The content security policy allows files of our own only, so nothing small is turned into data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 460, // the reader of codes, fetched with the first camera
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/worker/sw.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: false } } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
