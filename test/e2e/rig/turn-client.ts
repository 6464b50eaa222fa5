import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'

/*
 * As much of a TURN client as asks for a relayed address and for leave to send to somebody (RFC 8656, RFC 8489): a browser
 * never says why a relay refused it.
 */

export interface Credentials {
  username: string
  credential: string
}

/** What a relay said: 0 for yes, else its error code; undefined: nothing. */
export type Verdict = number | undefined

export interface TurnClient {
  /** Whether it is there at all. */
  isThere(): Promise<boolean>
  /** Asks for a relayed address. */
  allocate(credentials: Credentials): Promise<Verdict>
  /** Asks for leave to send to an address, after an allocation. */
  permit(address: string): Promise<Verdict>
  /** Gives the relayed address back. */
  close(): Promise<void>
}

const BINDING = 0x0001
const ALLOCATE = 0x0003
const REFRESH = 0x0004
const PERMIT = 0x0008
const SUCCESS = 0x0100
const COOKIE = Buffer.from('2112a442', 'hex')
const [USERNAME, INTEGRITY, ERROR, LIFETIME, PEER, REALM, NONCE, TRANSPORT] = [6, 8, 9, 13, 0x12, 0x14, 0x15, 0x19]
const UDP = Buffer.from([17, 0, 0, 0])

/** Datagrams get lost: each is sent so often, so many ms apart. */
const ATTEMPTS = 20
const APART = 100

export const createTurnClient = (port: number): TurnClient => {
  const socket = createSocket('udp4')
  let session: { realm: Buffer; nonce: Buffer; credentials: Credentials } | undefined
  const ask = (type: number, attributes: readonly Attribute[] = []) => exchange(type, attributes)
  const exchange = (type: number, attributes: readonly Attribute[]) => {
    const id = randomBytes(12)
    const message = write({ type, id, attributes, ...(session && { session }) })
    return new Promise<Message | undefined>(resolve => {
      let left = ATTEMPTS
      const send = () => (left-- ? socket.send(message, port, '127.0.0.1') : end(undefined))
      const hear = (data: Buffer) => {
        const heard = read(data)
        if (heard.id.equals(id)) end(heard)
      }
      const end = (answer: Message | undefined) => {
        clearInterval(timer)
        socket.off('message', hear)
        resolve(answer)
      }
      const timer = setInterval(send, APART)
      socket.on('message', hear)
      send()
    })
  }
  return {
    isThere: async () => !!(await ask(BINDING)),
    allocate: async credentials => {
      session = undefined
      const { attributes } = (await ask(ALLOCATE, [[TRANSPORT, UDP]])) ?? {}
      const [realm, nonce] = [attributes?.get(REALM), attributes?.get(NONCE)]
      if (!realm || !nonce) return undefined
      session = { realm, nonce, credentials }
      return verdict(await ask(ALLOCATE, [[TRANSPORT, UDP]]))
    },
    permit: async address => verdict(await ask(PERMIT, [[PEER, toPeer(address)]])),
    close: async () => {
      if (session) await ask(REFRESH, [[LIFETIME, Buffer.alloc(4)]])
      socket.close()
    },
  }
}

type Attribute = readonly [type: number, value: Buffer]

interface Message {
  type: number
  id: Buffer
  attributes: Map<number, Buffer>
}

interface Writing {
  type: number
  id: Buffer
  attributes: readonly Attribute[]
  session?: { realm: Buffer; nonce: Buffer; credentials: Credentials }
}

const attribute = ([type, value]: Attribute) => {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
}

const head = (type: number, length: number, id: Buffer) => {
  const start = Buffer.alloc(4)
  start.writeUInt16BE(type, 0)
  start.writeUInt16BE(length, 2)
  return Buffer.concat([start, COOKIE, id])
}

/** The signature covers a head that counts the signature already. */
const write = ({ type, id, attributes, session }: Writing): Buffer => {
  if (!session) {
    const body = Buffer.concat(attributes.map(attribute))
    return Buffer.concat([head(type, body.length, id), body])
  }
  const { realm, nonce, credentials } = session
  const named: Attribute[] = [
    [USERNAME, Buffer.from(credentials.username)],
    [REALM, realm],
    [NONCE, nonce],
  ]
  const body = Buffer.concat([...attributes, ...named].map(attribute))
  const key = createHash('md5').update(`${credentials.username}:${realm.toString()}:${credentials.credential}`).digest()
  const signed = Buffer.concat([head(type, body.length + 24, id), body])
  return Buffer.concat([signed, attribute([INTEGRITY, createHmac('sha1', key).update(signed).digest()])])
}

const read = (data: Buffer): Message => {
  const attributes = new Map<number, Buffer>()
  for (let at = 20; at + 4 <= data.length;) {
    const length = data.readUInt16BE(at + 2)
    attributes.set(data.readUInt16BE(at), data.subarray(at + 4, at + 4 + length))
    at += 4 + length + ((4 - (length % 4)) % 4)
  }
  return { type: data.readUInt16BE(0), id: data.subarray(8, 20), attributes }
}

const verdict = (message: Message | undefined): Verdict => {
  if (!message) return undefined
  const error = message.attributes.get(ERROR)
  if (error) return (error[2] ?? 0) * 100 + (error[3] ?? 0)
  return message.type & SUCCESS ? 0 : undefined
}

/** XOR-PEER-ADDRESS of an IPv4 address, port 9. */
const toPeer = (address: string): Buffer => {
  const peer = Buffer.from([0, 1, 0, 9, ...address.split('.').map(Number)])
  peer.writeUInt16BE(9 ^ COOKIE.readUInt16BE(0), 2)
  for (let at = 0; at < 4; at++) peer[4 + at] = (peer[4 + at] ?? 0) ^ (COOKIE[at] ?? 0)
  return peer
}
