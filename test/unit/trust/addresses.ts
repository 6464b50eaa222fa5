import type { PageView } from '../../../src/protocol/entities.js'

/** A page as a browser has it, and what of it nobody may be told. */
export interface Address extends Pick<PageView, 'url' | 'title'> {
  secret: string
}

const HEX = '0123456789abcdef'
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const BASE64URL = `${BASE62}-_`
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

type Draw = (alphabet: string, length: number) => string

const drawer =
  (random: () => number): Draw =>
  (alphabet, length) =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('')

/** The shapes that credentials and persons have in addresses. */
const shapes: Readonly<Record<string, (draw: Draw) => string>> = {
  jwt: draw => `eyJhbGciOiJIUzI1NiJ9.eyJ${draw(BASE64URL, 40)}.${draw(BASE64URL, 43)}`,
  'hex of 32': draw => draw(HEX, 32),
  'hex of 64': draw => draw(HEX, 64),
  uuid: draw => `${draw(HEX, 8)}-${draw(HEX, 4)}-4${draw(HEX, 3)}-a${draw(HEX, 3)}-${draw(HEX, 12)}`,
  ulid: draw => `01${draw(CROCKFORD, 24)}`,
  nanoid: draw => draw(BASE64URL, 21),
  'base62 of 24': draw => draw(BASE62, 24),
  'base64url of 43': draw => draw(BASE64URL, 43),
  'base32 of 32': draw => draw(BASE32, 32),
  'key of a shop': draw => `sk_live_${draw(BASE62, 24)}`,
  'token of a repository': draw => `ghp_${draw(BASE62, 36)}`,
  'e-mail': draw => `jana.${draw('abcdefghij', 6)}@post.invalid`,
  'card with spaces': draw => withCheck(`4${draw('0123456789', 14)}`).replace(/(.{4})(?=.)/g, '$1 '),
  card: draw => withCheck(`5${draw('12345', 1)}${draw('0123456789', 13)}`),
  phone: draw => `+420${draw('123456789', 9)}`,
  iban: draw => `CZ65${draw('0123456789', 20)}`,
}

/** With the digit that makes a card number right. */
const withCheck = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (2 - (place % 2))
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return digits + ((10 - (sum % 10)) % 10)
}

/** Where they stand. */
const places: Readonly<Record<string, (secret: string) => Pick<PageView, 'url' | 'title'>>> = {
  'a piece of the path': secret => ({ url: `https://shop.example/account/${encodeURIComponent(secret)}` }),
  'a piece in the middle': secret => ({ url: `https://shop.example/r/${encodeURIComponent(secret)}/done` }),
  'the path, encoded twice': secret => ({
    url: `https://shop.example/go/${encodeURIComponent(encodeURIComponent(secret))}`,
  }),
  'a value in the path': secret => ({ url: `https://shop.example/login/token=${encodeURIComponent(secret)}` }),
  'a parameter of the path': secret => ({ url: `https://shop.example/cart;jsessionid=${encodeURIComponent(secret)}` }),
  'a parameter of an early piece': secret => ({
    url: `https://shop.example/cart;sid=${encodeURIComponent(secret)}/items`,
  }),
  'the query': secret => ({ url: `https://shop.example/reset?token=${encodeURIComponent(secret)}&lang=cs` }),
  'the name of a query parameter': secret => ({ url: `https://shop.example/verify?${encodeURIComponent(secret)}` }),
  'a code of OAuth': secret => ({
    url: `https://shop.example/callback?code=${encodeURIComponent(secret)}&state=${encodeURIComponent(secret)}`,
  }),
  'the fragment of OAuth': secret => ({
    url: `https://shop.example/#access_token=${encodeURIComponent(secret)}&token_type=bearer`,
  }),
  'a route behind the hash': secret => ({ url: `https://shop.example/#/reset/${encodeURIComponent(secret)}` }),
  'the query of such a route': secret => ({ url: `https://shop.example/#/pay?key=${encodeURIComponent(secret)}` }),
  'a kept parameter': secret => ({ url: `https://shop.example/find?q=${encodeURIComponent(secret)}` }),
  'the user of the address': secret => ({ url: `https://${encodeURIComponent(secret)}:pass@shop.example/lamps` }),
  'the title': secret => ({ url: 'https://shop.example/mail', title: `Reset for ${secret} – Lamp shop` }),
  'the title alone': secret => ({ url: 'https://shop.example/mail', title: secret }),
}

/** Addresses as mails and log-ins make them. */
const byHand: readonly Address[] = [
  { url: 'https://shop.example/reset/4f9k2', secret: '4f9k2' },
  { url: 'https://shop.example/password-reset/7731', secret: '7731' },
  { url: 'https://shop.example/users/invite/x7Gq', secret: 'x7Gq' },
  { url: 'https://shop.example/verify-email/83-11-40', secret: '83-11-40' },
  { url: 'https://shop.example/magic/link4you9', secret: 'link4you9' },
  { url: 'https://shop.example/s/Zk8u2', secret: 'Zk8u2' },
  { url: 'https://shop.example/unsubscribe/9931-22', secret: '9931-22' },
  { url: 'https://shop.example/orders/jana%40post.invalid/2026', secret: 'jana' },
  { url: 'https://shop.example/orders/jana%2540post.invalid', secret: 'jana' },
  { url: 'https://shop.example/u/Jana.Nov%C3%A1@po%C5%A1ta.invalid', secret: 'Jana' },
  { url: 'https://shop.example/?email=jana@post.invalid', secret: 'jana' },
  { url: 'https://jana:hunter2@shop.example/', secret: 'hunter2' },
  { url: 'https://jana@shop.example/lamps', secret: 'jana' },
  { url: 'https://shop.example/lamps?utm_source=mail&contact=601234567', secret: '601234567' },
  { url: 'https://shop.example/call/601%20234%20567', secret: '234' },
  { url: 'https://shop.example/call/(555)%20123-4567', secret: '123-4567' },
  { url: 'https://shop.example/call/00420601234567', secret: '601234567' },
  { url: 'https://shop.example/pay/4111-1111-1111-1111', secret: '1111' },
  { url: 'https://shop.example/pay/378282246310005', secret: '378282' },
  { url: 'https://shop.example/pay', title: '5555 5555 5555 4444', secret: '4444' },
  { url: 'https://shop.example/pay', title: 'Card 6011111111111117 is refused', secret: '6011' },
  { url: 'https://shop.example/pay', title: 'jana@post.invalid (3) – Mail', secret: 'jana' },
  { url: 'https://shop.example/pay', title: 'Call +420 601 234 567 back', secret: '234' },
  { url: 'https://shop.example/lamps#:~:text=my%20secret%20word', secret: 'secret%20word' },
  { url: 'https://shop.example/lamps#jana', secret: 'jana' },
  { url: 'https://files.example/b/doc.pdf?X-Amz-Signature=abc123&X-Amz-Credential=AKIAX', secret: 'abc123' },
  { url: 'https://files.example/b/doc.pdf?sv=2022&sig=kk9%2Bz1%3D', secret: 'kk9' },
  { url: 'https://shop.example/api_key/1234', secret: '1234' },
  { url: 'https://shop.example/token:ab1cd2/go', secret: 'ab1cd2' },
  { url: 'https://shop.example/session/42/basket', secret: '42' },
]

/** Every shape in every place, and what was written by hand. */
export const secretAddresses = (random: () => number): Address[] => {
  const draw = drawer(random)
  const crossed = Object.values(shapes).flatMap(shape =>
    Object.values(places).map(place => {
      const secret = shape(draw)
      return { ...place(secret), secret }
    }),
  )
  return [...crossed, ...byHand]
}

/** Addresses that are to be read as they are, from their path on. */
export const plainAddresses: readonly string[] = [
  '/',
  '/lamps',
  '/lamps/moon',
  '/lamps/moon/',
  '/lamps/pendant-moon-45-cm',
  '/bulbs/led-e27-8w-2700k-dim',
  '/bulbs/gu10-5w-4000k',
  '/guides/how-to-choose-a-bulb-for-your-kitchen-in-2026',
  '/guides/how_to_hang_a_lamp_above_the_table',
  '/blog/2026/11/26/lights-for-long-evenings',
  '/blog/2026-11-26-what-is-new',
  '/blog/page/12',
  '/category/outdoor-lighting/wall-lamps',
  '/product/10482',
  '/product/1048222',
  '/product/WH-1000XM5',
  '/product/SM-G991B',
  '/p/usb-c-3-2-gen-2x2-kabel',
  '/orders/2026-1184',
  '/order/1184/invoice',
  '/cs/svitidla/zavesna-svitidla',
  '/cs/nejneobhospodarovavatelnejsi-zahrady',
  '/de/lampen/geschwindigkeitsbegrenzungen',
  '/de/donaudampfschifffahrtsgesellschaft',
  '/fr/lampes-de-bureau',
  '/en-GB/help/delivery-and-returns',
  '/help/faq',
  '/help/article/how-do-i-return-a-lamp',
  '/account',
  '/account/orders',
  '/account/settings/notifications',
  '/login',
  '/logout',
  '/reset',
  '/reset/done',
  '/password/forgotten',
  '/password-reset/sent',
  '/invite/friends',
  '/verify/success',
  '/session/expired',
  '/share/your-lamp',
  '/checkout/step-2/payment',
  '/cart',
  '/search',
  '/about-us.html',
  '/index.php',
  '/docs/v2.14.1/getting-started',
  '/docs/api/getElementById',
  '/docs/classes/IntersectionObserverEntry',
  '/wiki/HyperText_Markup_Language',
  '/wiki/Antidisestablishmentarianism',
  '/wiki/Photosynthesis_(biology)',
  '/events/2026/summer-festival-28-june',
  '/stores/prague-1',
  '/jobs/senior-front-end-developer-m-w-d',
  '/sk/osvetlenie/stropne-svietidla-do-kupelne',
  '/sale/up-to-50-off',
  '/size-guide/eu-42-uk-8',
  '/c/lamps,moon+dome',
  '/svítidla/závěsná',
  '/лампы/настольные',
  '/照明/ペンダント',
  '/search/warm white',
]

export const plainTitles: readonly string[] = [
  'Moon pendant – Lamp shop',
  'Which bulb fits? E27, 12 W, 2700 K',
  'Order 2026-1184',
  '(2) Závěsná svítidla | Lampy a žárovky',
  'Nejneobhospodařovávatelnější zahrada',
  'Lamp, 45 × 30 cm, from 1,299 Kč to 12,990 Kč',
  'Open 9:00–17:30, 24. 12. 2026 closed',
  'ISO 9001:2015 certificate',
]
