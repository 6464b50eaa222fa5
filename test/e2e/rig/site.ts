import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listen, readBody } from './listen.js'

const HOSTS = 'demo/hosts'
/** The backend that the pages name, until a test puts its own in its place. */
const BACKEND = 'http://localhost:4880'

/** Somebody else's website: another origin, another host name. */
export interface Site {
  readonly url: string
  /** Address of a host page, such as `plain`. */
  page(name: string): string
  /** Serves a page otherwise than it stands in its file. */
  change(name: string, edit: (html: string) => string): void
  /** Gives a page these headers from now on. */
  head(name: string, headers: Readonly<Record<string, string>>): void
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[]
  /** What browsers reported of breaches of the pages' policies. */
  readonly reports: readonly unknown[]
  close(): Promise<void>
}

/** Serves `demo/hosts`. @param backend is named in the pages instead of the one of `npm start`. */
export const createSite = async (backend: string): Promise<Site> => {
  const requests: string[] = []
  const edits = new Map<string, (html: string) => string>()
  const heads = new Map<string, Readonly<Record<string, string>>>()
  const reports: unknown[] = []
  const { url, close } = await listen((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site')
    requests.push(pathname + search)
    if (pathname === REPORTS)
      return void readBody(request).then(body => {
        reports.push(JSON.parse(body))
        response.writeHead(204).end()
      })
    readFile(join(HOSTS, pathname), 'utf8').then(
      file => {
        const edit = edits.get(pathname) ?? (html => html)
        const html = edit(file).replaceAll(BACKEND, backend)
        const headers = { 'content-type': 'text/html; charset=utf-8', ...policy(html), ...heads.get(pathname) }
        response.writeHead(200, headers).end(html)
      },
      () => response.writeHead(404).end(),
    )
  })
  return {
    url,
    page: name => `${url}/${name}.html`,
    change: (name, edit) => void edits.set(`/${name}.html`, edit),
    head: (name, headers) => void heads.set(`/${name}.html`, headers),
    requests,
    reports,
    close,
  }
}

const REPORTS = '/reports'

/** A policy in `<meta>` cannot ask for reports; the same one in the header can. */
const policy = (html: string): Record<string, string> => {
  const [, content] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html) ?? []
  return content ? { 'content-security-policy': `${content}; report-uri ${REPORTS}` } : {}
}
