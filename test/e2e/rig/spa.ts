import { build } from 'esbuild'
import { listen } from './listen.js'

/** Where a shop in one page has its routes: in the path, or behind the hash. */
export type Router = 'history' | 'hash'

/** A site of one page, whose routes React's own router makes. `options` are the widget's. */
export const createSpa = async (backend: string, { router, options }: { router: Router; options: object }) => {
  const { outputFiles } = await build({
    entryPoints: ['test/e2e/rig/spa-page.mjs'],
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const script = outputFiles[0]?.text ?? ''
  const tag = `<script async src="${backend}/zvonek.js?widget=main" data-options='${JSON.stringify(options)}' referrerpolicy="no-referrer"></script>`
  const html = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>…</title>${tag}<body><main data-router="${router}"></main><script src="/shop.js"></script>`
  return listen((request, response) => {
    const isScript = request.url === '/shop.js'
    response.writeHead(200, { 'content-type': `text/${isScript ? 'javascript' : 'html'}; charset=utf-8` })
    response.end(isScript ? script : html)
  })
}
