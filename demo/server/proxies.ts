import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import { isCountry } from '../backend/phone.js'

/** The proxies in front of this server: their word on where a request came from is taken, and nobody else's. */
export interface Proxies {
  /** Whom to count a request for: an IPv4 address, or the /64 network of an IPv6 one, since a client has all of it. */
  clientOf(request: Pick<IncomingMessage, 'headers' | 'socket'>): string
  /** Whether it names other addresses and comes from a machine that is not a known proxy. */
  isUntrusted(request: Pick<IncomingMessage, 'headers' | 'socket'>): boolean
  /** Where one of them says that the client is, by ISO 3166; undefined: none does, or it is no country. */
  countryOf?(request: Pick<IncomingMessage, 'headers' | 'socket'>): string | undefined
}

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = [Address, number]

/**
 * Reads addresses and networks (`127.0.0.1, 10.0.0.0/8, ::1`).
 * @throws {TypeError} whose message is the first that is neither.
 */
export const parseProxies = (given: string): string[] => {
  const proxies = given.split(/[\s,]+/).filter(Boolean)
  for (const one of proxies) if (!toNetwork(one)) throw new TypeError(one)
  return proxies
}

/** @param countryHeader In which they say where the client is; without one nobody is asked. */
export const createProxies = (trusted: readonly string[], countryHeader?: string): Proxies => {
  const networks = trusted.flatMap(one => [toNetwork(one)].filter(network => network !== undefined))
  const isTrusted = (address: Address) =>
    networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
  const countryOf: Proxies['countryOf'] = ({ headers, socket }) => {
    const peer = parse(socket.remoteAddress ?? '')
    const said = String(headers[countryHeader?.toLowerCase() ?? ''])
      .trim()
      .toUpperCase()
    return peer && isTrusted(peer) && isCountry(said) ? said : undefined
  }

  return {
    ...(countryHeader && { countryOf }),
    clientOf: ({ headers, socket }) => {
      let client = parse(socket.remoteAddress ?? '')
      const named = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
      // From our own end outwards: the first address that no proxy of ours has written or has is the client's.
      for (let index = named.length - 1; index >= 0 && client && isTrusted(client); index--) {
        const next = parse(named[index]?.trim() ?? '')
        if (!next) break
        client = next
      }
      return client ? toKey(client) : ''
    },
    isUntrusted: ({ headers, socket }) => {
      const peer = parse(socket.remoteAddress ?? '')
      return headers['x-forwarded-for'] !== undefined && !(peer && isTrusted(peer))
    },
  }
}

/** An IPv4 address that is dressed as an IPv6 one is an IPv4 address. */
const parse = (text: string): Address | undefined => {
  // Some proxies add the port.
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare)
  return ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare) : undefined
}

const toNetwork = (text: string): Network | undefined => {
  const [address = '', bits, more] = text.split('/')
  const parsed = parse(address)
  if (!parsed || more !== undefined || /[[\]]|\.\d+:/.test(text)) return undefined
  const most = parsed.kind() === 'ipv4' ? 32 : 128
  if (bits === undefined) return [parsed, most]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? [parsed, Number(bits)] : undefined
}

const NETWORK_BITS = 64
const toKey = (address: Address): string =>
  address instanceof ipaddr.IPv6
    ? `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${NETWORK_BITS}`).toString()}/${NETWORK_BITS}`
    : address.toString()
