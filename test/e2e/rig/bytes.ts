import type { Page, Request } from '@playwright/test'

/** All that left the browser for another origin than the page's: addresses, headers and bodies. */
export const watchBytes = (page: Page, own: string) => {
  const sent: Promise<string>[] = []
  const note = async (request: Request) =>
    JSON.stringify([request.url(), await request.allHeaders().catch(() => ({})), request.postData()])
  page.on('request', request => {
    if (!request.url().startsWith(own)) sent.push(note(request))
  })
  return async () => (await Promise.all(sent)).join('\n')
}

interface Said {
  type?: string
  page?: { url: string; title?: string }
}

/** Each page that the widget has told of, as it left the browser; one after the other, without those that got their title later. */
export const watchPages = (page: Page) => {
  const told: string[] = []
  let shares = 0
  page.on('request', request => {
    if (!request.url().endsWith('/v1/commands')) return
    const { type, page: view } = (request.postDataJSON() ?? {}) as Said
    if (type !== 'page.share' || !view) return
    shares++
    const { pathname, hash } = new URL(view.url)
    if (told.at(-1) !== pathname + hash) told.push(pathname + hash)
  })
  return { told, shares: () => shares }
}
