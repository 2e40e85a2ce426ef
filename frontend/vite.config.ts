import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** What pdf.js reads at run time: character maps, standard fonts, decoders of images; from our own address. */
function pdfAssets(): Plugin {
  const root = resolve(import.meta.dirname, 'node_modules/pdfjs-dist')
  const files = ['cmaps', 'standard_fonts', 'wasm'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
  return {
    name: 'pdf-assets',
    generateBundle() {
      for (const file of files) this.emitFile({ type: 'asset', fileName: `pdfjs/${file}`, source: readFileSync(join(root, file)) })
    },
    configureServer(server) {
      server.middlewares.use('/pdfjs', (request, response, next) => {
        const file = (request.url ?? '').split('?')[0]?.slice(1) ?? ''
        if (!files.includes(file)) return next()
        if (file.endsWith('.js')) response.setHeader('Content-Type', 'text/javascript')
        response.end(readFileSync(join(root, file)))
      })
    },
  }
}

export default defineConfig({
  plugins: [react(), pdfAssets()],
  build: {
    outDir: 'dist',
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    // What every page needs comes as one file: dozens of small ones queue behind each other on a phone's line.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'libraries', tags: ['$initial'], test: /node_modules/ }] } } },
  },
  worker: { format: 'es' },
  server: { // The server compares Origin with Host: the proxy must not change either.
    proxy: { '/api': { target: 'http://127.0.0.1:8000', changeOrigin: false } },
  },
})
