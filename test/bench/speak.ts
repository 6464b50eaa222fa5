import { Agent, request, type IncomingMessage } from 'node:http'

/** Somebody with a token; the server counts what each address asks for. */
export interface Speaker {
  token: string
  /** Near end of their connections, such as 127.0.0.3. */
  address: string
}

/** Connections that all speakers of an address share. */
const SHARED = 16
const agents = new Map<string, Agent>()
const agentOf = (address: string) => {
  const agent = agents.get(address) ?? new Agent({ keepAlive: true, maxSockets: SHARED })
  agents.set(address, agent)
  return agent
}

/** One command of a visitor, waited for. @throws {Error} when it is refused. */
export const speak = (url: string, { token, address }: Speaker, command: object): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify(command)
    const sending = request(`${url}/v1/commands`, {
      method: 'POST',
      localAddress: address,
      agent: agentOf(address),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    })
    sending.on('error', reject)
    sending.on('response', (response: IncomingMessage) => {
      response.resume()
      if (response.statusCode === 200) response.on('end', resolve)
      else reject(new Error(`a command was refused: ${response.statusCode}`))
    })
    sending.end(body)
  })

/** Lets the connections go. */
export const hangUp = (): void => {
  for (const agent of agents.values()) agent.destroy()
  agents.clear()
}
