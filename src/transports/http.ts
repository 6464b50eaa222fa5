import type { TransportContext, TransportFactory } from '../protocol/transport.js'

/** Where the backend is. */
export interface HttpOptions {
  /** Address of the backend, absolute or relative to the page; `/v1/…` is appended. */
  url: string
}

/**
 * Zvonek's own protocol: commands by POST, events by server-sent events. The pipe itself loads when the app starts.
 * @example createWidget({ transport: http({ url: 'https://help.example.com' }) })
 */
export const http = (options: HttpOptions): TransportFactory =>
  Object.assign(
    async (context: TransportContext) => (await import('./http/pipe.js')).createVisitorPipe(options, context),
    { url: options.url },
  )
