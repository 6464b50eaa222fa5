/** A request that a page of elsewhere makes a visitor's or an operator's browser send. */
export interface Foreign {
  what: string
  method: string
  path: string
  headers: Record<string, string>
  /** What would have an effect if it were taken. */
  body?: 'json' | 'form' | 'multipart'
}

/** The server is https://help.example, and pages of this origin may use it. */
export const ALLOWED = 'https://shop.example'
export const OWN = 'https://help.example'

/** Origins that look like an allowed one, or like none at all. */
const LOOKALIKES = [
  'https://evil.example',
  'https://shop.example.evil.example',
  'https://evil-shop.example',
  'https://evilshop.example',
  'https://www.shop.example',
  'http://shop.example',
  'https://shop.example:444',
  'https://shop.example:80',
  'https://shop.example/',
  'https://shop.example.',
  'https://SHOP.example',
  'https://shop.example@evil.example',
  'https://user@shop.example',
  'https://shop.example%00.evil.example',
  'https://shop.example, https://evil.example',
  'https://evil.example, https://shop.example',
  'https://shop.example https://evil.example',
  'https://xn--shp-una.example',
  'http://help.example',
  'https://help.example:8443',
  'https://help.example.evil.example',
  'https://evil.help.example',
  'http://localhost:3000',
  'chrome-extension://shop.example',
  'file://',
  'null',
  '',
]

/** Bodies that a form or a beacon may send without asking first. */
const SIMPLE = [
  ['text/plain', 'json'],
  ['text/plain;charset=application/json', 'json'],
  ['text/plain, application/json', 'json'],
  ['application/x-www-form-urlencoded', 'form'],
  ['application/x-www-form-urlencoded', 'json'],
  ['multipart/form-data; boundary=b', 'multipart'],
  ['', 'json'],
] as const
const JSON_TYPE = { 'content-type': 'application/json' }

export const VISITOR_PATHS = ['/v1/stream', '/v1/check', '/v1/commands']
export const DESK_PATHS = ['/v1/desk/login', '/v1/desk/logout', '/v1/desk/stream', '/v1/desk/commands']

const toVisitors: Foreign[] = [
  ...VISITOR_PATHS.flatMap(path =>
    LOOKALIKES.map(origin => ({
      what: `a page of “${origin}”`,
      method: 'POST',
      path,
      headers: { ...JSON_TYPE, origin },
      body: 'json' as const,
    })),
  ),
  ...VISITOR_PATHS.flatMap(path =>
    SIMPLE.flatMap(([type, body]) =>
      [ALLOWED, 'https://evil.example'].map(origin => ({
        what: `a body of type “${type}” from ${origin}`,
        method: 'POST',
        path,
        headers: { 'content-type': type, origin },
        body,
      })),
    ),
  ),
]

/** What browsers say of a request to the desk that its own page has not made. */
const STRANGE: readonly (readonly [string, Record<string, string>])[] = [
  ...LOOKALIKES.map(origin => [`a page of “${origin}”`, { origin }] as const),
  ['the shop, where the widget is', { origin: ALLOWED }],
  ['a page of the same site', { origin: 'https://www.help.example', 'sec-fetch-site': 'same-site' }],
  ['a page that hides its origin', { 'sec-fetch-site': 'cross-site' }],
  ['a typed address', { 'sec-fetch-site': 'none' }],
  ['a page that claims our origin', { origin: OWN, 'sec-fetch-site': 'cross-site' }],
]
const toDesk: Foreign[] = DESK_PATHS.flatMap(path => [
  ...STRANGE.map(([what, headers]) => ({
    what,
    method: 'POST',
    path,
    headers: { ...JSON_TYPE, ...headers },
    body: 'json' as const,
  })),
  ...SIMPLE.map(([type, body]) => ({
    what: `a form of type “${type}”`,
    method: 'POST',
    path,
    headers: { 'content-type': type, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    body,
  })),
])

/** A link, a picture, a prefetch: whatever the address says, it changes nothing. */
const byAddress: Foreign[] = [...VISITOR_PATHS, ...DESK_PATHS].flatMap(path => [
  ...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'].map(method => ({ what: method, method, path, headers: JSON_TYPE })),
  {
    what: 'GET that would be a POST',
    method: 'GET',
    path: `${path}?_method=POST`,
    headers: { ...JSON_TYPE, 'x-http-method-override': 'POST' },
  },
  {
    what: 'a question before a request',
    method: 'OPTIONS',
    path,
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  },
])

export const foreignRequests: readonly Foreign[] = [...toVisitors, ...toDesk, ...byAddress]
